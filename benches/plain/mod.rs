//! The bar to pass: straightforward searches of one thread, by the ideas that everybody has. Hubs are the first roots and
//! go when they are done; a backward pass gives the way home; a depth-first search is cut by it.

#![expect(clippy::cast_possible_truncation, reason = "ledgers of fewer than 2^32 rows")]
#![expect(clippy::too_many_arguments, reason = "a recursive search hands all it has on")]

pub(crate) mod command;

use std::collections::VecDeque;

/// Out-neighbours and in-neighbours, hubs first; only what lies in a strongly connected component.
pub(crate) struct Graph {
    out: Vec<Vec<u32>>,
    into: Vec<Vec<u32>>,
}

impl Graph {
    pub(crate) fn new(edges: &[(u32, u32)]) -> Self {
        let len = edges.iter().map(|&(a, b)| a.max(b) + 1).max().unwrap_or(0) as usize;
        let mut edges: Vec<(u32, u32)> = edges.iter().copied().filter(|(a, b)| a != b).collect();
        edges.sort_unstable();
        edges.dedup();
        let component = components(len, &edges);
        edges.retain(|&(a, b)| component[a as usize] == component[b as usize]);
        let mut degree = vec![0_u32; len];
        for &(a, b) in &edges {
            degree[a as usize] += 1;
            degree[b as usize] += 1;
        }
        let mut order: Vec<u32> = (0..len as u32).collect();
        order.sort_unstable_by_key(|&v| std::cmp::Reverse(degree[v as usize]));
        let mut name = vec![0; len];
        for (new, &old) in order.iter().enumerate() {
            name[old as usize] = new as u32;
        }
        let (mut out, mut into) = (vec![Vec::new(); len], vec![Vec::new(); len]);
        for &(a, b) in &edges {
            let (a, b) = (name[a as usize], name[b as usize]);
            out[a as usize].push(b);
            into[b as usize].push(a);
        }
        Self { out, into }
    }

    /// Vertices above a root that lie on a common component with it: all that a search from it needs.
    fn around(&self, root: u32, mark: &mut [u32]) -> Vec<u32> {
        let mut reached = vec![false; self.out.len()];
        let mut queue = vec![root];
        while let Some(v) = queue.pop() {
            for &w in &self.out[v as usize] {
                if w > root && !std::mem::replace(&mut reached[w as usize], true) {
                    queue.push(w);
                }
            }
        }
        let mut both = vec![root];
        mark[root as usize] = root;
        let mut at = 0;
        while at < both.len() {
            for &w in &self.into[both[at] as usize] {
                if w > root && reached[w as usize] && mark[w as usize] != root {
                    mark[w as usize] = root;
                    both.push(w);
                }
            }
            at += 1;
        }
        both
    }
}

/// Strongly connected components, by Kosaraju's two passes.
fn components(len: usize, edges: &[(u32, u32)]) -> Vec<u32> {
    let (mut out, mut into) = (vec![Vec::new(); len], vec![Vec::new(); len]);
    for &(a, b) in edges {
        out[a as usize].push(b);
        into[b as usize].push(a);
    }
    let mut seen = vec![false; len];
    let mut finished = Vec::new();
    for root in 0..len as u32 {
        let mut path = vec![(root, 0)];
        if std::mem::replace(&mut seen[root as usize], true) {
            continue;
        }
        while let Some((v, next)) = path.last_mut() {
            if let Some(&w) = out[*v as usize].get(*next) {
                *next += 1;
                if !std::mem::replace(&mut seen[w as usize], true) {
                    path.push((w, 0));
                }
            } else {
                finished.push(*v);
                path.pop();
            }
        }
    }
    let mut component = vec![u32::MAX; len];
    for &root in finished.iter().rev() {
        if component[root as usize] != u32::MAX {
            continue;
        }
        let mut queue = vec![root];
        component[root as usize] = root;
        while let Some(v) = queue.pop() {
            for &w in &into[v as usize] {
                if component[w as usize] == u32::MAX {
                    component[w as usize] = root;
                    queue.push(w);
                }
            }
        }
    }
    component
}

/// All circuits: Johnson's algorithm.
pub(crate) fn all(graph: &Graph, visit: &mut impl FnMut(&[u32])) {
    let len = graph.out.len();
    let (mut mark, mut blocked, mut waiting) = (vec![u32::MAX; len], vec![false; len], vec![Vec::new(); len]);
    for root in 0..len as u32 {
        if graph.out[root as usize].last().is_none() {
            continue;
        }
        let around = graph.around(root, &mut mark);
        if around.len() < 2 {
            continue;
        }
        for &v in &around {
            blocked[v as usize] = false;
            waiting[v as usize].clear();
        }
        let mut path = vec![root];
        let mut stack = vec![(0, false)];
        blocked[root as usize] = true;
        while let Some((next, found)) = stack.last_mut() {
            let v = path[path.len() - 1];
            if let Some(&w) = graph.out[v as usize].get(*next) {
                *next += 1;
                if w == root {
                    visit(&path);
                    *found = true;
                } else if w > root && mark[w as usize] == root && !blocked[w as usize] {
                    blocked[w as usize] = true;
                    path.push(w);
                    stack.push((0, false));
                }
                continue;
            }
            let found = *found;
            path.pop();
            stack.pop();
            if found {
                let mut free = vec![v];
                while let Some(v) = free.pop() {
                    if std::mem::replace(&mut blocked[v as usize], false) {
                        free.append(&mut waiting[v as usize]);
                    }
                }
                if let Some(before) = stack.last_mut() {
                    before.1 = true;
                }
            } else {
                for &w in &graph.out[v as usize] {
                    if w > root && mark[w as usize] == root && !waiting[w as usize].contains(&v) {
                        waiting[w as usize].push(v);
                    }
                }
            }
        }
    }
}

/// Circuits of at most `most` steps: a search cut by the distance home, with a barrier raised where it failed (BC-DFS).
pub(crate) fn bounded(graph: &Graph, most: u32, visit: &mut impl FnMut(&[u32])) {
    let len = graph.out.len();
    let mut home = vec![u32::MAX; len];
    let mut on_path = vec![false; len];
    for root in 0..len as u32 {
        let mut touched = vec![root];
        home[root as usize] = 0;
        let mut queue = VecDeque::from([root]);
        while let Some(v) = queue.pop_front() {
            if home[v as usize] + 1 >= most {
                break;
            }
            for &w in &graph.into[v as usize] {
                if w > root && home[w as usize] == u32::MAX {
                    home[w as usize] = home[v as usize] + 1;
                    touched.push(w);
                    queue.push_back(w);
                }
            }
        }
        let mut path = vec![root];
        on_path[root as usize] = true;
        extend(graph, root, most, &mut path, &mut on_path, &mut home, visit);
        on_path[root as usize] = false;
        for v in touched {
            home[v as usize] = u32::MAX;
        }
    }
}

fn extend(
    graph: &Graph,
    root: u32,
    most: u32,
    path: &mut Vec<u32>,
    on_path: &mut [bool],
    home: &mut [u32],
    visit: &mut impl FnMut(&[u32]),
) {
    let last = path[path.len() - 1];
    let steps = path.len() as u32;
    for &w in &graph.out[last as usize] {
        if w == root {
            if path.len() > 1 {
                visit(path);
            }
        } else if w > root && !on_path[w as usize] && home[w as usize] != u32::MAX && steps + home[w as usize] <= most {
            path.push(w);
            on_path[w as usize] = true;
            extend(graph, root, most, path, on_path, home, visit);
            on_path[w as usize] = false;
            path.pop();
        }
    }
}

/// Timed edges, by tail and by head, in order of time.
pub(crate) struct Timed {
    out: Vec<Vec<(i64, u32, u32)>>,
    into: Vec<Vec<(i64, u32, u32)>>,
    edges: Vec<(u32, u32, i64)>,
}

impl Timed {
    pub(crate) fn new(edges: &[(u32, u32, i64)]) -> Self {
        let len = edges.iter().map(|&(a, b, _)| a.max(b) + 1).max().unwrap_or(0) as usize;
        let mut edges: Vec<(u32, u32, i64)> = edges.iter().copied().filter(|(a, b, _)| a != b).collect();
        edges.sort_by_key(|&(.., t)| t);
        let (mut out, mut into) = (vec![Vec::new(); len], vec![Vec::new(); len]);
        for (at, &(a, b, t)) in edges.iter().enumerate() {
            out[a as usize].push((t, b, at as u32));
            into[b as usize].push((t, a, at as u32));
        }
        Self { out, into, edges }
    }
}

/// Temporal circuits in strictly increasing time within a window: per first edge, the latest time at which leaving a
/// vertex still leads home, then a search cut by it.
pub(crate) fn strict(graph: &Timed, window: i64, visit: &mut impl FnMut(&[u32])) {
    let len = graph.out.len();
    let (mut latest, mut on_path) = (vec![i64::MIN; len], vec![false; len]);
    for (at, &(root, head, time)) in graph.edges.iter().enumerate() {
        let mut touched = Vec::new();
        // Improves until nothing changes: a vertex may be left later by a longer way.
        let mut queue = vec![(root, i64::MAX)];
        while let Some((v, before)) = queue.pop() {
            let list = &graph.into[v as usize];
            let until = list.partition_point(|&(t, ..)| t < before && t <= time + window);
            for &(t, w, _) in list[..until].iter().rev() {
                if t <= time {
                    break;
                }
                if w != root && t > latest[w as usize] {
                    if latest[w as usize] == i64::MIN {
                        touched.push(w);
                    }
                    latest[w as usize] = t;
                    queue.push((w, t));
                }
            }
        }
        if latest[head as usize] > time {
            on_path[head as usize] = true;
            let mut path = vec![at as u32];
            follow(graph, root, (head, time, time + window), &mut path, &mut on_path, &latest, visit);
            on_path[head as usize] = false;
        }
        for v in touched {
            latest[v as usize] = i64::MIN;
        }
    }
}

fn follow(
    graph: &Timed,
    root: u32,
    (vertex, time, end): (u32, i64, i64),
    path: &mut Vec<u32>,
    on_path: &mut [bool],
    latest: &[i64],
    visit: &mut impl FnMut(&[u32]),
) {
    let list = &graph.out[vertex as usize];
    for &(t, w, at) in &list[list.partition_point(|&(t, ..)| t <= time)..] {
        if t > end {
            break;
        }
        if w == root {
            path.push(at);
            visit(path);
            path.pop();
        } else if latest[w as usize] > t && !on_path[w as usize] {
            on_path[w as usize] = true;
            path.push(at);
            follow(graph, root, (w, t, end), path, on_path, latest, visit);
            path.pop();
            on_path[w as usize] = false;
        }
    }
}
