//! The engine: every elementary circuit of a digraph, each once, in order, from its least vertex.
//!
//! Unbounded: Johnson's algorithm (D. B. Johnson, *Finding all the elementary circuits of a directed graph*, SIAM J.
//! Comput. 4, 1975), with an explicit stack over flat arrays: O((vertices + edges) · (circuits + 1)).
//! Bounded by length: depth-first search cut by the distance back to the root (Gupta and Suzumura, arXiv 2105.10094).

use std::{collections::VecDeque, ops::ControlFlow};

use super::Digraph;

/// Why a search ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The visitor wanted no more.
    Visitor,
    /// `interrupted` said so.
    Interrupted,
}

/// How many steps pass between two looks at `interrupted`.
const POLL: u32 = 1 << 12;

/// Calls `visitor` with the vertices of every elementary circuit, each once: from its least vertex on, circuits in
/// lexicographic order. `max_cost` bounds the sum of the costs of a circuit's edges, that is its length where
/// no edge is structural. `interrupted` is asked now and then; `true` ends the search.
///
/// # Errors
/// The reason, if the search was ended early: circuits may then be missing.
pub fn visit(
    graph: &Digraph,
    max_cost: Option<u32>,
    interrupted: &mut dyn FnMut() -> bool,
    visitor: &mut dyn FnMut(&[u32]) -> ControlFlow<()>,
) -> Result<(), Stop> {
    let reverse = graph.reversed();
    let mut search = Search::new(graph, &reverse);
    for root in 0..u32::try_from(graph.len()).unwrap_or(u32::MAX) {
        if interrupted() {
            return Err(Stop::Interrupted);
        }
        if !search.enter(root) {
            continue;
        }
        match max_cost {
            None => search.johnson(root, interrupted, visitor)?,
            Some(most) => search.bounded(root, most, interrupted, visitor)?,
        }
    }
    Ok(())
}

/// A vertex that lies on no circuit with the present root.
const OUTSIDE: u32 = u32::MAX;

struct Search<'g> {
    graph: &'g Digraph,
    reverse: &'g Digraph,
    /// Cost of the cheapest way back to the root, over vertices not less than it; `OUTSIDE` where there is none or
    /// where the root does not lead.
    home: Vec<u32>,
    /// The vertices whose `home` is set, to be cleared for the next root.
    touched: Vec<u32>,
    blocked: Vec<bool>,
    /// Johnson's B lists: whom to unblock with a vertex.
    waiting: Vec<Vec<u32>>,
    path: Vec<u32>,
    /// For each vertex of the path, its next out-edge.
    next: Vec<usize>,
    /// For each vertex of the path, whether a circuit was found from it.
    found: Vec<bool>,
    steps: u32,
}

impl<'g> Search<'g> {
    fn new(graph: &'g Digraph, reverse: &'g Digraph) -> Self {
        let len = graph.len();
        Self {
            graph,
            reverse,
            home: vec![OUTSIDE; len],
            touched: Vec::new(),
            blocked: vec![false; len],
            waiting: vec![Vec::new(); len],
            path: Vec::new(),
            next: Vec::new(),
            found: Vec::new(),
            steps: 0,
        }
    }

    /// Finds the strongly connected component of the root among the vertices not less than it: reached from it and
    /// leading back to it. `false` if it is the root alone.
    fn enter(&mut self, root: u32) -> bool {
        for vertex in self.touched.drain(..) {
            self.home[vertex as usize] = OUTSIDE;
            self.blocked[vertex as usize] = false;
            self.waiting[vertex as usize].clear();
        }
        // A root that leads nowhere or is led to from nowhere needs no search; most roots of a sparse graph are such.
        let beyond = |heads: &[u32]| heads.last().is_some_and(|&head| head > root);
        if !beyond(self.graph.heads(root)) || !beyond(self.reverse.heads(root)) {
            return false;
        }
        let mut reached = std::collections::BTreeSet::from([root]);
        let mut queue = VecDeque::from([root]);
        while let Some(vertex) = queue.pop_front() {
            for &head in self.graph.heads(vertex) {
                if head > root && reached.insert(head) {
                    queue.push_back(head);
                }
            }
        }
        // Edges cost 0 or 1: a cheap one is followed first, so that costs leave the queue in order.
        self.home[root as usize] = 0;
        self.touched.push(root);
        queue.push_back(root);
        while let Some(vertex) = queue.pop_front() {
            let so_far = self.home[vertex as usize];
            for at in self.reverse.range(vertex) {
                let (tail, cost) = self.reverse.edge(at);
                let there = so_far + u32::from(cost);
                if tail <= root || self.home[tail as usize] <= there || !reached.contains(&tail) {
                    continue;
                }
                if self.home[tail as usize] == OUTSIDE {
                    self.touched.push(tail);
                }
                self.home[tail as usize] = there;
                if cost == 0 {
                    queue.push_front(tail);
                } else {
                    queue.push_back(tail);
                }
            }
        }
        self.touched.len() > 1
    }

    fn push(&mut self, vertex: u32) {
        self.blocked[vertex as usize] = true;
        self.path.push(vertex);
        self.next.push(self.graph.range(vertex).start);
        self.found.push(false);
    }

    /// The next out-edge of the path's end.
    fn advance(&mut self) -> Option<(u32, u8)> {
        let (vertex, next) = (*self.path.last()?, self.next.last_mut()?);
        let at = *next;
        *next += 1;
        (at < self.graph.range(vertex).end).then(|| self.graph.edge(at))
    }

    fn tick(&mut self, interrupted: &mut dyn FnMut() -> bool) -> Result<(), Stop> {
        self.steps = self.steps.wrapping_add(1);
        if self.steps.is_multiple_of(POLL) && interrupted() {
            self.path.clear();
            return Err(Stop::Interrupted);
        }
        Ok(())
    }

    fn report(&mut self, visitor: &mut dyn FnMut(&[u32]) -> ControlFlow<()>) -> Result<(), Stop> {
        if visitor(&self.path).is_break() {
            return Err(Stop::Visitor);
        }
        Ok(())
    }

    fn clear(&mut self) {
        self.path.clear();
        self.next.clear();
        self.found.clear();
    }

    fn johnson(
        &mut self,
        root: u32,
        interrupted: &mut dyn FnMut() -> bool,
        visitor: &mut dyn FnMut(&[u32]) -> ControlFlow<()>,
    ) -> Result<(), Stop> {
        self.clear();
        self.push(root);
        while !self.path.is_empty() {
            self.tick(interrupted)?;
            match self.advance() {
                Some((head, _)) if head == root => {
                    self.report(visitor)?;
                    if let Some(found) = self.found.last_mut() {
                        *found = true;
                    }
                }
                Some((head, _)) if self.home[head as usize] != OUTSIDE && !self.blocked[head as usize] => {
                    self.push(head);
                }
                Some(_) => {}
                None => self.retreat(),
            }
        }
        Ok(())
    }

    /// Takes the end off the path. If a circuit was found from it, it may serve again; else it waits for one of the
    /// vertices that it leads to.
    fn retreat(&mut self) {
        let (Some(vertex), Some(found)) = (self.path.pop(), self.found.pop()) else {
            return;
        };
        self.next.pop();
        if found {
            self.unblock(vertex);
            if let Some(before) = self.found.last_mut() {
                *before = true;
            }
        } else {
            for &head in self.graph.heads(vertex) {
                let list = &mut self.waiting[head as usize];
                if self.home[head as usize] != OUTSIDE && !list.contains(&vertex) {
                    list.push(vertex);
                }
            }
        }
    }

    fn unblock(&mut self, vertex: u32) {
        let mut free = vec![vertex];
        while let Some(vertex) = free.pop() {
            if std::mem::take(&mut self.blocked[vertex as usize]) {
                free.append(&mut self.waiting[vertex as usize]);
            }
        }
    }

    fn bounded(
        &mut self,
        root: u32,
        most: u32,
        interrupted: &mut dyn FnMut() -> bool,
        visitor: &mut dyn FnMut(&[u32]) -> ControlFlow<()>,
    ) -> Result<(), Stop> {
        self.clear();
        self.push(root);
        let mut costs: Vec<u32> = vec![0];
        while let Some(&spent) = costs.last() {
            self.tick(interrupted)?;
            match self.advance() {
                Some((head, cost)) if head == root => {
                    if spent + u32::from(cost) <= most {
                        self.report(visitor)?;
                    }
                }
                Some((head, cost)) => {
                    let spent = spent + u32::from(cost);
                    let home = self.home[head as usize];
                    if home != OUTSIDE && !self.blocked[head as usize] && spent.saturating_add(home) <= most {
                        self.push(head);
                        costs.push(spent);
                    }
                }
                None => {
                    costs.pop();
                    self.next.pop();
                    self.found.pop();
                    if let Some(vertex) = self.path.pop() {
                        self.blocked[vertex as usize] = false;
                    }
                }
            }
        }
        Ok(())
    }
}
