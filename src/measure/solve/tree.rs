//! The spanning tree of the network simplex.

/// No node.
const NONE: usize = usize::MAX;

/// A rooted tree whose nodes know the edge above them; subtrees can be cut off and hung elsewhere.
pub(super) struct Tree {
    parent: Vec<usize>,
    edge: Vec<usize>,
    depth: Vec<usize>,
    /// The first child, and the ring of brothers: the lists by which a subtree is walked.
    child: Vec<usize>,
    next: Vec<usize>,
    before: Vec<usize>,
    /// The nodes of the subtree that moved last.
    moved: Vec<usize>,
}

impl Tree {
    /// Nodes `0..len` all hang on the root `len`, each by the edge `first_edge` plus its own number.
    pub(super) fn star(len: usize, first_edge: usize) -> Self {
        let mut tree = Self {
            parent: vec![NONE; len + 1],
            edge: vec![NONE; len + 1],
            depth: vec![0; len + 1],
            child: vec![NONE; len + 1],
            next: vec![NONE; len + 1],
            before: vec![NONE; len + 1],
            moved: Vec::new(),
        };
        for node in 0..len {
            tree.attach(node, len, first_edge + node);
            tree.depth[node] = 1;
        }
        tree
    }

    pub(super) fn parent(&self, node: usize) -> usize {
        self.parent[node]
    }

    /// The edge above a node that is not the root.
    pub(super) fn edge(&self, node: usize) -> usize {
        self.edge[node]
    }

    /// The lowest node above both.
    pub(super) fn meet(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            if self.depth[a] >= self.depth[b] {
                a = self.parent[a];
            } else {
                b = self.parent[b];
            }
        }
        a
    }

    fn attach(&mut self, node: usize, parent: usize, edge: usize) {
        let brother = self.child[parent];
        self.parent[node] = parent;
        self.edge[node] = edge;
        self.next[node] = brother;
        self.before[node] = NONE;
        if brother != NONE {
            self.before[brother] = node;
        }
        self.child[parent] = node;
    }

    fn detach(&mut self, node: usize) {
        let (before, next) = (self.before[node], self.next[node]);
        if next != NONE {
            self.before[next] = before;
        }
        if before == NONE {
            self.child[self.parent[node]] = next;
        } else {
            self.next[before] = next;
        }
    }

    /// Cuts the subtree of `out` off and hangs it on `outer` by its node `inner` and an edge between the two. Says
    /// which nodes moved.
    pub(super) fn rehang(&mut self, out: usize, inner: usize, outer: usize, edge: usize) -> &[usize] {
        let (mut node, mut parent, mut edge) = (inner, outer, edge);
        loop {
            let above = (self.parent[node], self.edge[node]);
            self.detach(node);
            self.attach(node, parent, edge);
            if node == out {
                break;
            }
            (node, parent, edge) = (above.0, node, above.1);
        }
        self.moved.clear();
        self.moved.push(inner);
        let mut at = 0;
        while let Some(&node) = self.moved.get(at) {
            self.depth[node] = self.depth[self.parent[node]] + 1;
            let mut child = self.child[node];
            while child != NONE {
                self.moved.push(child);
                child = self.next[child];
            }
            at += 1;
        }
        &self.moved
    }
}
