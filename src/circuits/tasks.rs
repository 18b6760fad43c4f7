//! Tasks in order, with what each has found: what several threads share.

use std::collections::VecDeque;

/// One place in the order of tasks.
struct Node<T, R> {
    state: State<T>,
    /// What it found and has not handed on, each with its bytes.
    results: VecDeque<(R, usize)>,
    bytes: usize,
    next: usize,
}

enum State<T> {
    Waiting(T),
    /// By a thread that may be waiting for room.
    Running {
        waits: bool,
    },
    Done,
}

const END: usize = usize::MAX;

/// Tasks in order, as a linked list in a vector.
pub(super) struct Tasks<T, R> {
    nodes: Vec<Node<T, R>>,
    free: Vec<usize>,
    head: usize,
    /// The bytes of the results that wait for their turn.
    bytes: usize,
    /// How many bytes may wait; when there are more, only the very first task is worked on.
    most: usize,
    /// How many bytes may wait before a task, and of one task. What is found far behind a long task waits long: so each
    /// thread works near the front.
    near: usize,
    running: usize,
}

impl<T, R> Tasks<T, R> {
    pub(super) fn new(tasks: Vec<T>, most: usize) -> Self {
        let mut list =
            Self { nodes: Vec::new(), free: Vec::new(), head: END, bytes: 0, most, near: most / 8, running: 0 };
        list.insert(None, tasks);
        list
    }

    /// Puts tasks behind a node, or at the front.
    fn insert(&mut self, mut after: Option<usize>, tasks: impl IntoIterator<Item = T>) {
        for task in tasks {
            let next = after.map_or(self.head, |at| self.nodes[at].next);
            let node = Node { state: State::Waiting(task), results: VecDeque::new(), bytes: 0, next };
            let at = if let Some(at) = self.free.pop() {
                self.nodes[at] = node;
                at
            } else {
                self.nodes.push(node);
                self.nodes.len() - 1
            };
            match after {
                Some(before) => self.nodes[before].next = at,
                None => self.head = at,
            }
            after = Some(at);
        }
    }

    /// Takes the earliest task that waits for a thread, with its place, and puts what `divide` leaves of it behind it;
    /// none if there is none, or if too much is waiting and it is not the very first.
    pub(super) fn take(&mut self, divide: impl FnOnce(T) -> (T, Option<T>)) -> Option<(usize, T)> {
        let (mut at, mut before) = (self.head, 0);
        while at != END && !matches!(self.nodes[at].state, State::Waiting(_)) {
            before += self.nodes[at].bytes;
            if before >= self.near || self.bytes >= self.most {
                return None;
            }
            at = self.nodes[at].next;
        }
        let node = self.nodes.get_mut(at)?;
        let State::Waiting(task) = std::mem::replace(&mut node.state, State::Running { waits: false }) else {
            return None;
        };
        let (task, rest) = divide(task);
        self.insert(Some(at), rest);
        self.running += 1;
        Some((at, task))
    }

    /// A task is done, but for what is left of it.
    pub(super) fn finish(&mut self, at: usize, left: Vec<T>) {
        self.insert(Some(at), left);
        self.nodes[at].state = State::Done;
        self.running -= 1;
    }

    /// Puts a result with its task.
    pub(super) fn put(&mut self, at: usize, result: R, bytes: usize) {
        self.nodes[at].results.push_back((result, bytes));
        self.nodes[at].bytes += bytes;
        self.bytes += bytes;
    }

    /// Takes the result whose turn it is, with its bytes.
    pub(super) fn pop(&mut self) -> Option<(R, usize)> {
        while self.head != END {
            let node = &mut self.nodes[self.head];
            if let Some((result, bytes)) = node.results.pop_front() {
                node.bytes -= bytes;
                self.bytes -= bytes;
                return Some((result, bytes));
            }
            if !matches!(node.state, State::Done) {
                break;
            }
            self.free.push(self.head);
            self.head = node.next;
        }
        None
    }

    /// Whether the next result is there, or everything is done.
    pub(super) fn has_news(&self) -> bool {
        self.nodes.get(self.head).is_none_or(|node| matches!(node.state, State::Done) || !node.results.is_empty())
    }

    /// Whether a task must wait before it finds more: too much is waiting, and it is not the very first, or some of what
    /// that one found has not been taken either. So what waits never ends the search.
    pub(super) fn must_wait(&mut self, at: usize) -> bool {
        let node = &mut self.nodes[at];
        let full = self.bytes >= self.most || node.bytes >= self.near;
        let waits = full && (self.head != at || !node.results.is_empty());
        node.state = State::Running { waits };
        waits
    }

    /// Whether the very first task needs a thread, or its thread waits and need not.
    pub(super) fn first_may_go_on(&self) -> bool {
        self.nodes.get(self.head).is_some_and(|node| match node.state {
            State::Waiting(_) => true,
            State::Running { waits } => waits && node.results.is_empty(),
            State::Done => false,
        })
    }

    /// Whether this task is the very first.
    pub(super) fn is_first(&self, at: usize) -> bool {
        self.head == at
    }

    /// How many bytes of results make a task large enough: an eighth of what may wait before another one.
    pub(super) fn enough(&self) -> usize {
        self.near / 8
    }

    /// Whether everything is done and handed on.
    pub(super) fn is_empty(&self) -> bool {
        self.head == END
    }

    /// Whether no task is being worked on.
    pub(super) fn is_idle(&self) -> bool {
        self.running == 0
    }
}
