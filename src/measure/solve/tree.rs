//! The spanning tree of the network simplex.

/// No node.
const NONE: u32 = u32::MAX;

/// A rooted tree whose nodes know the edge above them; subtrees can be cut off and hung elsewhere.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The nodes of the subtree that moved last.
    moved: Vec<u32>,
}

/// What is known of a node lies together: a move reads all of it.
#[derive(Clone, Copy)]
struct Node {
    parent: u32,
    /// The edge above.
    edge: u32,
    depth: u32,
    /// The first child, and the brothers: the lists by which a subtree is walked.
    child: u32,
    next: u32,
    before: u32,
}

impl Tree {
    /// Nodes `0..len` all hang on the root `len`, each by the edge `first_edge` plus its own number.
    pub(super) fn star(len: usize, first_edge: usize) -> Self {
        let none = Node { parent: NONE, edge: NONE, depth: 0, child: NONE, next: NONE, before: NONE };
        let mut tree = Self { nodes: vec![none; len + 1], moved: Vec::new() };
        for node in 0..len {
            tree.attach(number(node), number(len), number(first_edge + node));
            tree.nodes[node].depth = 1;
        }
        tree
    }

    pub(super) fn parent(&self, node: usize) -> usize {
        self.nodes[node].parent as usize
    }

    /// The edge above a node that is not the root.
    pub(super) fn edge(&self, node: usize) -> usize {
        self.nodes[node].edge as usize
    }

    /// The lowest node above both.
    pub(super) fn meet(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            if self.nodes[a].depth >= self.nodes[b].depth {
                a = self.parent(a);
            } else {
                b = self.parent(b);
            }
        }
        a
    }

    fn node(&mut self, node: u32) -> &mut Node {
        &mut self.nodes[node as usize]
    }

    fn attach(&mut self, node: u32, parent: u32, edge: u32) {
        let next = std::mem::replace(&mut self.node(parent).child, node);
        let own = self.node(node);
        (own.parent, own.edge, own.next, own.before) = (parent, edge, next, NONE);
        if next != NONE {
            self.node(next).before = node;
        }
    }

    fn detach(&mut self, node: u32) {
        let Node { parent, next, before, .. } = *self.node(node);
        if next != NONE {
            self.node(next).before = before;
        }
        if before == NONE {
            self.node(parent).child = next;
        } else {
            self.node(before).next = next;
        }
    }

    /// Cuts the subtree of `out` off and hangs it on `outer` by its node `inner` and an edge between the two. Says
    /// which nodes moved.
    pub(super) fn rehang(&mut self, out: usize, inner: usize, outer: usize, edge: usize) -> &[u32] {
        let (mut node, mut parent, mut edge) = (number(inner), number(outer), number(edge));
        loop {
            let above = *self.node(node);
            self.detach(node);
            self.attach(node, parent, edge);
            if node == number(out) {
                break;
            }
            (node, parent, edge) = (above.parent, node, above.edge);
        }
        self.moved.clear();
        self.moved.push(number(inner));
        let first = self.nodes[outer].depth + 1;
        self.node(number(inner)).depth = first;
        let mut at = 0;
        while let Some(&node) = self.moved.get(at) {
            let Node { depth, mut child, .. } = self.nodes[node as usize];
            while child != NONE {
                self.moved.push(child);
                let own = self.node(child);
                own.depth = depth + 1;
                child = own.next;
            }
            at += 1;
        }
        &self.moved
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}
