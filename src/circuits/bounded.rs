//! Every elementary circuit of bounded length.
//!
//! Hubs are searched as roots first, and each root is removed when it is done. For each root a small index is built of
//! the edges that can lie on a short enough circuit through it, with the out-edges of each vertex sorted by the
//! distance from their heads back to the root; the search then takes only steps from which the root can still be
//! reached. This is the idea of PathEnum (Sun et al., SIGMOD 2021) after the barriers of BC-DFS (Peng et al., PVLDB 13,
//! 2019); see also Gupta and Suzumura (arXiv 2105.10094) for circuits of bounded length.

use std::sync::Arc;

use super::{
    Digraph,
    components::Components,
    found::{Out, Sink},
    frames::{Frame, split},
    reach::{Reach, Reached},
    roots::Roots,
    run::{Budget, POLL, Problem},
    ways::Ways,
};

/// The search for all circuits of at most `most` steps.
#[derive(Debug)]
pub(super) struct Bounded<S> {
    /// What can lie on a circuit at all, in the order of the roots.
    graph: Digraph,
    reverse: Digraph,
    /// The number of each vertex in the whole graph.
    names: Vec<u32>,
    /// How many vertices are roots: the first ones.
    searched: u32,
    most: u32,
    sink: std::marker::PhantomData<fn() -> S>,
}

impl<S: Sink> Bounded<S> {
    pub(super) fn new(graph: &Digraph, most: u32, roots: Roots) -> Self {
        let (reverse, names) = core(graph, roots);
        let graph = reverse.reversed().parallel_as_in(graph, &names);
        let searched = match roots {
            Roots::Only(root) => u32::from(names.first() == Some(&root)),
            Roots::Busiest | Roots::InOrder => graph.len(),
        };
        Self { graph, reverse, names, searched, most, sink: std::marker::PhantomData }
    }
}

/// The edges within strongly connected components, reversed and renumbered in the order in which the vertices are to be
/// roots: usually those with the largest product of in-degree and out-degree first; and the old number of each vertex.
fn core(graph: &Digraph, roots: Roots) -> (Digraph, Vec<u32>) {
    let columns = graph.columns();
    let parts = Components::default().of(columns.first, columns.heads, 0);
    let mut part_of = vec![u32::MAX; graph.len() as usize];
    for (number, members) in (0..).zip(&parts) {
        for &member in members {
            part_of[member as usize] = number;
        }
    }
    let inside =
        |tail: u32, head: u32| part_of[tail as usize] != u32::MAX && part_of[tail as usize] == part_of[head as usize];
    let mut names: Vec<u32> = parts.into_iter().flatten().collect();
    let mut ways = vec![(0_u64, 0_u64); graph.len() as usize];
    for &tail in &names {
        for (head, _) in graph.steps(tail).filter(|&(head, _)| inside(tail, head)) {
            ways[tail as usize].0 += 1;
            ways[head as usize].1 += 1;
        }
    }
    let busy = |v: u32| if roots == Roots::InOrder { 0 } else { ways[v as usize].0 * ways[v as usize].1 };
    let is_root = |v: u32| roots == Roots::Only(v);
    names.sort_unstable_by_key(|&v| (std::cmp::Reverse((is_root(v), busy(v))), v));
    let mut new = vec![0; graph.len() as usize];
    for (at, &name) in (0..).zip(&names) {
        new[name as usize] = at;
    }
    // Reversed, they are already sorted.
    let edges = names.iter().flat_map(|&tail| graph.steps(tail).map(move |(head, cost)| (tail, head, cost == 0)));
    let edges = edges.filter(|&(tail, head, _)| inside(tail, head));
    let edges = edges.map(|(tail, head, free)| (new[head as usize], new[tail as usize], free));
    let len = u32::try_from(names.len()).unwrap_or(u32::MAX);
    (graph.alike(len, edges), names)
}

/// A part of the search.
#[derive(Debug)]
pub(super) enum Task {
    /// A range of roots.
    Roots(u32, u32),
    /// The circuits through one root that begin with a given path.
    Rooted(Arc<Index>, Vec<Frame>),
}

/// What can lie on a short enough circuit through one root. Vertex 0 is the root.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The number of each vertex in the whole graph.
    names: Vec<u32>,
    first: Vec<u32>,
    heads: Vec<u32>,
    /// For each edge, its own cost plus that of the cheapest way from its head back to the root; the edges of a vertex
    /// are sorted by it.
    homes: Vec<u32>,
    /// For each vertex, the cost of the cheapest way back to the root.
    home: Vec<u32>,
    /// For each edge, how many parallel ones it stands for; empty if each is alone.
    parallel: Vec<u32>,
    /// For each vertex, how many edges lead straight home; empty likewise.
    closing: Vec<u32>,
    /// Whether every edge costs a step.
    even: bool,
    most: u32,
}

impl<S: Sink> Problem for Bounded<S> {
    type Task = Task;
    type Scratch = Scratch;
    type Out = S;

    fn tasks(&self) -> Vec<Task> {
        vec![Task::Roots(0, self.searched)]
    }

    fn scratch(&self) -> Scratch {
        Scratch { reach: Reach::new(self.graph.len()), ..Scratch::default() }
    }

    fn divide(&self, task: Task) -> (Task, Option<Task>) {
        match task {
            // A hub is a task of its own; the later the root, the less of the graph is left around it.
            Task::Roots(from, to) if to - from > (from / 8).clamp(1, 256) => {
                let cut = from + (from / 8).clamp(1, 256);
                (Task::Roots(from, cut), Some(Task::Roots(cut, to)))
            }
            task => (task, None),
        }
    }

    fn run(&self, task: Task, scratch: &mut Scratch, out: &mut Out<'_, S>, budget: &mut Budget<'_>) -> Vec<Task> {
        match task {
            Task::Roots(from, to) => {
                for root in from..to {
                    let mut index = std::mem::take(&mut scratch.index);
                    let mut reached = scratch.reach.around(&self.graph, &self.reverse, root, self.most);
                    let spent = budget.spend(reached.edges());
                    let left = if reached.vertices().len() < 2 {
                        Vec::new()
                    } else {
                        index.fill(&self.graph, &self.names, self.most, &mut reached);
                        scratch.run(&index, None, out, budget)
                    };
                    if spent || !left.is_empty() {
                        let index = Arc::new(index);
                        let rooted = left.into_iter().map(|path| Task::Rooted(index.clone(), path));
                        return rooted.chain([Task::Roots(root + 1, to)]).collect();
                    }
                    scratch.index = index;
                }
                Vec::new()
            }
            Task::Rooted(index, path) => scratch
                .run(&index, Some(path), out, budget)
                .into_iter()
                .map(|path| Task::Rooted(index.clone(), path))
                .collect(),
        }
    }
}

impl Index {
    /// Fills the index with what was reached around a root. `names` are the numbers of the vertices in the whole graph.
    pub(super) fn fill(&mut self, graph: &Digraph, names: &[u32], most: u32, reached: &mut Reached<'_>) {
        self.most = most;
        self.even = !graph.has_free();
        self.names.clear();
        self.first.clear();
        self.heads.clear();
        self.homes.clear();
        self.home.clear();
        self.parallel.clear();
        self.closing.clear();
        self.first.push(0);
        for at in 0..reached.vertices().len() {
            let vertex = reached.vertices()[at];
            self.names.push(names[vertex as usize]);
            self.home.push(reached.home(vertex));
            let start = self.heads.len();
            reached.steps(graph, vertex, &mut self.heads, &mut self.homes);
            if !graph.columns().parallel.is_empty() {
                let heads = self.heads[start..].iter().map(|&head| reached.vertices()[head as usize]);
                self.parallel.extend(heads.map(|head| graph.columns().parallel(vertex, head)));
                // Home is nearest, so an edge to it comes first.
                let closes = self.heads.get(start) == Some(&0);
                self.closing.push(if closes { self.parallel[start] } else { 0 });
            }
            #[expect(clippy::cast_possible_truncation, reason = "a part of a graph of at most 2^32 edges")]
            self.first.push(self.heads.len() as u32);
        }
    }

    /// The end of those edges of a vertex from which the root can still be reached after `spent` steps.
    #[inline]
    fn end(&self, vertex: u32, spent: u32) -> u32 {
        let (from, to) = (self.first[vertex as usize], self.first[vertex as usize + 1]);
        let most = self.most - spent;
        let near = self.homes[from as usize..to as usize].partition_point(|&home| home <= most);
        #[expect(clippy::cast_possible_truncation, reason = "at most `to`")]
        let end = from + near as u32;
        end
    }

    /// What an edge costs.
    #[inline]
    fn cost(&self, edge: usize, head: u32) -> u32 {
        if self.even { 1 } else { self.homes[edge] - self.home[head as usize] }
    }
}

/// The arrays of one thread.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    reach: Reach,
    index: Index,
    path: Vec<Frame>,
    names: Vec<u32>,
    ways: Ways,
    on_path: Vec<bool>,
}

impl Scratch {
    /// Searches an index, from the start or from a given path; returns the unfinished part when the budget is spent.
    pub(super) fn run<S: Sink>(
        &mut self,
        index: &Index,
        path: Option<Vec<Frame>>,
        out: &mut Out<'_, S>,
        budget: &mut Budget<'_>,
    ) -> Vec<Vec<Frame>> {
        let first = || vec![Frame { at: 0, next: 0, end: index.end(0, 0), carried: 0 }];
        self.start(index, &path.unwrap_or_else(first));
        self.search(index, out, budget)
    }

    fn start(&mut self, index: &Index, path: &[Frame]) {
        self.path.clear();
        self.path.extend_from_slice(path);
        self.names.clear();
        self.names.extend(path.iter().map(|frame| index.names[frame.at as usize]));
        self.ways.start(path, &index.parallel);
        self.on_path.clear();
        self.on_path.resize(index.names.len(), false);
        for frame in path {
            self.on_path[frame.at as usize] = true;
        }
    }

    /// Searches until done or until the budget is spent; returns the unfinished part.
    fn search<S: Sink>(&mut self, index: &Index, out: &mut Out<'_, S>, budget: &mut Budget<'_>) -> Vec<Vec<Frame>> {
        let mut steps = 0;
        while let Some(frame) = self.path.last_mut() {
            if frame.next == frame.end {
                self.on_path[frame.at as usize] = false;
                self.path.pop();
                self.names.pop();
                self.ways.leave();
                continue;
            }
            let edge = frame.next;
            frame.next += 1;
            let (head, spent) = (index.heads[edge as usize], frame.carried);
            if head == 0 {
                out.sink.put(&self.names, &[], self.ways.over(edge, &index.parallel));
                continue;
            }
            if self.on_path[head as usize] {
                continue;
            }
            let spent = spent + index.cost(edge as usize, head);
            let (next, end) = (index.first[head as usize], index.end(head, spent));
            steps += end - next + 1;
            if index.even && spent + 2 == index.most {
                let ways = self.ways.over(edge, &index.parallel);
                self.last_steps(index, (head, next..end), ways, out);
            } else {
                self.on_path[head as usize] = true;
                self.path.push(Frame { at: head, next, end, carried: spent });
                self.names.push(index.names[head as usize]);
                self.ways.enter(edge, &index.parallel);
            }
            if steps > POLL {
                budget.spend(steps);
                steps = 0;
                if budget.stopped() {
                    return Vec::new();
                }
                if budget.offer(out) {
                    return split(&self.path);
                }
            }
        }
        budget.spend(steps);
        Vec::new()
    }

    /// Two steps are left from a vertex that is reached in so many ways: each head is the root, or one step from it.
    #[inline]
    fn last_steps<S: Sink>(
        &mut self,
        index: &Index,
        (vertex, mut edges): (u32, std::ops::Range<u32>),
        ways: u128,
        out: &mut Out<'_, S>,
    ) {
        self.names.push(index.names[vertex as usize]);
        // Home is nearest, so an edge to it comes first.
        if !edges.is_empty() && index.heads[edges.start as usize] == 0 {
            let own = index.parallel.get(edges.start as usize).map_or(1, |&count| u128::from(count));
            out.sink.put(&self.names, &[], ways.saturating_mul(own));
            edges.start += 1;
        }
        let span = edges.start as usize..edges.end as usize;
        let heads = &index.heads[span.clone()];
        let name = |head: u32| index.names[head as usize];
        let apart = |head: u32| !self.on_path[head as usize];
        if index.parallel.is_empty() {
            let ends = heads.iter().filter(|&&head| apart(head)).map(|&head| (name(head), 1));
            out.sink.put_each(&self.names, ways, ends);
        } else {
            let ends = heads.iter().zip(&index.parallel[span]).filter(|&(&head, _)| apart(head));
            let product = |head: u32, own: u32| u64::from(own) * u64::from(index.closing[head as usize]);
            out.sink.put_each(&self.names, ways, ends.map(|(&head, &own)| (name(head), product(head, own))));
        }
        self.names.pop();
    }
}
