//! Runs a search on one thread or several, with the same result in the same order.
//!
//! A search is cut into *tasks*, in order. A task runs until it is done or its budget is spent; then it leaves what is
//! left of it as further tasks, which stand where it stood. So a heavy root is cut wherever it turns out to be heavy,
//! as in the fine-grained searches of Blanuša, Atasu and Ienne (arXiv 2301.01068), and every thread works near the
//! front of the order. What tasks found is handed on in order as soon as all before it is there: memory is
//! bounded by the number of finished tasks that wait for an earlier one, never by the number of circuits.

use std::{
    ops::ControlFlow,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Why a search ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The visitor wanted no more.
    Visitor,
    /// `interrupted` said so.
    Interrupted,
}

/// A search that can go on from anywhere.
pub(super) trait Problem: Sync {
    /// A part of the search.
    type Task: Send;
    /// What one thread works with; it serves for one task after the other.
    type Scratch: Send;
    /// What a task finds.
    type Out: Default + Send;

    /// The whole search, as tasks in order.
    fn tasks(&self) -> Vec<Self::Task>;

    /// Room to work in.
    fn scratch(&self) -> Self::Scratch;

    /// A small task from the front of a large one, and what is left.
    fn divide(&self, task: Self::Task) -> (Self::Task, Option<Self::Task>);

    /// Works on a task until it is done or the budget is spent. Returns what is left of it, in order.
    fn run(
        &self,
        task: Self::Task,
        scratch: &mut Self::Scratch,
        out: &mut Self::Out,
        budget: &mut Budget,
    ) -> Vec<Self::Task>;
}

/// How much longer a task may run.
#[derive(Debug)]
pub(super) struct Budget<'s> {
    steps: u32,
    stop: &'s AtomicBool,
}

/// Some milliseconds: long against the cost of cutting, short against a search worth two threads.
const STEPS: u32 = if cfg!(test) { 64 } else { 1 << 19 };

/// A task looks at its budget after so many steps.
pub(super) const POLL: u32 = if cfg!(test) { 1 } else { 1 << 10 };

impl Budget<'_> {
    /// Takes so many steps off; whether the budget is now spent.
    #[inline]
    pub(super) fn spend(&mut self, steps: u32) -> bool {
        self.steps = self.steps.saturating_sub(steps);
        self.steps == 0
    }

    /// Whether the whole search was stopped: what is left is of no interest.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Runs a problem. What each task found goes through `finish` on the thread that found it, and then to `sink` in order,
/// on this thread. `interrupted` is asked now and then, here too.
///
/// # Errors
/// Why it ended early, if it did.
pub(super) fn run<P: Problem, R: Send>(
    problem: &P,
    threads: usize,
    finish: &(impl Fn(P::Out) -> R + Sync),
    interrupted: &mut dyn FnMut() -> bool,
    sink: &mut dyn FnMut(R) -> ControlFlow<()>,
) -> Result<(), Stop> {
    if threads > 1
        && let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build()
    {
        let queue = Queue::new(problem);
        return pool.in_place_scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|_| queue.work(problem, finish));
            }
            let end = queue.hand_on(interrupted, sink);
            queue.halt();
            end
        });
    }
    let mut rest = Rest::new(problem);
    while let Some(out) = rest.next_out(problem) {
        if interrupted() {
            return Err(Stop::Interrupted);
        }
        if sink(finish(out)).is_break() {
            return Err(Stop::Visitor);
        }
    }
    Ok(())
}

/// What is left of a problem that is worked on here and now.
pub(super) struct Rest<P: Problem> {
    /// The next task last.
    tasks: Vec<P::Task>,
    scratch: P::Scratch,
    stop: AtomicBool,
}

impl<P: Problem> Rest<P> {
    pub(super) fn new(problem: &P) -> Self {
        let mut tasks = problem.tasks();
        tasks.reverse();
        Self { tasks, scratch: problem.scratch(), stop: AtomicBool::new(false) }
    }

    /// What the next task finds; `None` when all are done.
    pub(super) fn next_out(&mut self, problem: &P) -> Option<P::Out> {
        let (task, rest) = problem.divide(self.tasks.pop()?);
        self.tasks.extend(rest);
        let mut out = P::Out::default();
        let left = problem.run(task, &mut self.scratch, &mut out, &mut Budget { steps: STEPS, stop: &self.stop });
        self.tasks.extend(left.into_iter().rev());
        Some(out)
    }
}

/// One place in the order of tasks.
struct Node<T, R> {
    state: State<T, R>,
    next: usize,
}

enum State<T, R> {
    Waiting(T),
    Running,
    Done(R),
    /// Not in the list.
    Free,
}

const END: usize = usize::MAX;

/// So many finished tasks may wait for an earlier one; then only the earliest is worked on.
const MOST_DONE: usize = 256;

/// Tasks in order, as a linked list in a vector.
struct List<T, R> {
    nodes: Vec<Node<T, R>>,
    free: Vec<usize>,
    head: usize,
    done: usize,
    running: usize,
    stopped: bool,
}

impl<T, R> List<T, R> {
    /// Puts tasks behind a node, or at the front.
    fn insert(&mut self, mut after: Option<usize>, tasks: impl IntoIterator<Item = T>) {
        for task in tasks {
            let next = after.map_or(self.head, |at| self.nodes[at].next);
            let node = Node { state: State::Waiting(task), next };
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

    /// The earliest task that waits for a thread; `None` if none does, or if too many finished ones lie about and it is
    /// not the earliest of all.
    fn earliest(&self) -> Option<usize> {
        let mut at = self.head;
        while at != END {
            match self.nodes[at].state {
                State::Waiting(_) => return Some(at),
                State::Running if self.done >= MOST_DONE => return None,
                _ => at = self.nodes[at].next,
            }
        }
        None
    }

    /// Takes what is done off the front.
    fn drain(&mut self) -> Vec<R> {
        let mut out = Vec::new();
        while self.head != END && matches!(self.nodes[self.head].state, State::Done(_)) {
            let at = self.head;
            if let State::Done(result) = std::mem::replace(&mut self.nodes[at].state, State::Free) {
                out.push(result);
            }
            self.head = self.nodes[at].next;
            self.free.push(at);
            self.done -= 1;
        }
        out
    }
}

struct Queue<T, R> {
    list: Mutex<List<T, R>>,
    /// Something may be taken or handed on.
    news: Condvar,
    stop: AtomicBool,
}

impl<T: Send, R: Send> Queue<T, R> {
    fn new<P: Problem<Task = T>>(problem: &P) -> Self {
        let mut list = List { nodes: Vec::new(), free: Vec::new(), head: END, done: 0, running: 0, stopped: false };
        list.insert(None, problem.tasks());
        Self { list: Mutex::new(list), news: Condvar::new(), stop: AtomicBool::new(false) }
    }

    /// A thread that panicked leaves the list whole: it holds the lock only between two states.
    fn lock(&self) -> MutexGuard<'_, List<T, R>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn halt(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.lock().stopped = true;
        self.news.notify_all();
    }

    /// What each thread does.
    fn work<P: Problem<Task = T>>(&self, problem: &P, finish: &(impl Fn(P::Out) -> R + Sync)) {
        let _alarm = Alarm(self);
        let mut scratch = problem.scratch();
        while let Some((at, task)) = self.take(problem) {
            let mut out = P::Out::default();
            let left = problem.run(task, &mut scratch, &mut out, &mut Budget { steps: STEPS, stop: &self.stop });
            let result = finish(out);
            let mut list = self.lock();
            list.insert(Some(at), left);
            list.nodes[at].state = State::Done(result);
            list.done += 1;
            list.running -= 1;
            self.news.notify_all();
        }
    }

    fn take<P: Problem<Task = T>>(&self, problem: &P) -> Option<(usize, T)> {
        let mut list = self.lock();
        loop {
            if list.stopped {
                return None;
            }
            if let Some(at) = list.earliest() {
                let State::Waiting(task) = std::mem::replace(&mut list.nodes[at].state, State::Running) else {
                    return None;
                };
                let (task, rest) = problem.divide(task);
                list.insert(Some(at), rest);
                list.running += 1;
                return Some((at, task));
            }
            if list.running == 0 && list.done == 0 {
                return None;
            }
            list = self.news.wait(list).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Hands results on in order, until all are or somebody wants no more.
    fn hand_on(
        &self,
        interrupted: &mut dyn FnMut() -> bool,
        sink: &mut dyn FnMut(R) -> ControlFlow<()>,
    ) -> Result<(), Stop> {
        loop {
            let results = {
                let mut list = self.lock();
                if list.stopped {
                    // A thread panicked: the scope says so when it ends.
                    return Err(Stop::Interrupted);
                }
                let results = list.drain();
                if results.is_empty() {
                    if list.head == END {
                        return Ok(());
                    }
                    let wait = self.news.wait_timeout(list, Duration::from_millis(10));
                    list = wait.unwrap_or_else(PoisonError::into_inner).0;
                    list.drain()
                } else {
                    results
                }
            };
            if !results.is_empty() {
                self.news.notify_all();
            }
            if interrupted() {
                return Err(Stop::Interrupted);
            }
            for result in results {
                if sink(result).is_break() {
                    return Err(Stop::Visitor);
                }
            }
        }
    }
}

/// Stops the search when the thread that holds it panics: nobody waits for a result that will not come.
struct Alarm<'q, T: Send, R: Send>(&'q Queue<T, R>);

impl<T: Send, R: Send> Drop for Alarm<'_, T, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.halt();
        }
    }
}
