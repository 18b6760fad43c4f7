//! Runs a search on one thread or several, with the same result in the same order.
//!
//! A search is cut into *tasks*, in order. A task runs until it is done or its budget is spent; then it leaves what is
//! left of it as further tasks in its place. So a heavy root is split where it turns out to be heavy, as in the
//! fine-grained searches of Blanuša, Atasu and Ienne (arXiv 2301.01068), and every thread works near the front of the
//! order. Results are handed on in order, as soon as all earlier ones are there: memory is bounded by the number of
//! finished tasks that wait for an earlier one, never by the number of circuits.

use super::found::{Full, Out};
use crate::model::Stop;
use std::{
    fmt,
    ops::ControlFlow,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Why a search ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The visitor asked for no more circuits.
    Visitor,
    /// It was told to stop.
    Interrupted,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Visitor => "the search was ended by its visitor",
            Self::Interrupted => "the search was told to stop",
        })
    }
}

impl std::error::Error for Ended {}

/// A search that can be interrupted and continued anywhere.
pub(super) trait Problem: Sync {
    /// A part of the search.
    type Task: Send;
    /// The working memory of one thread, reused from task to task.
    type Scratch: Send;
    /// What a task finds.
    type Out: Full;

    /// The whole search, as tasks in order.
    fn tasks(&self) -> Vec<Self::Task>;

    /// Room to work in.
    fn scratch(&self) -> Self::Scratch;

    /// Splits a small task off the front of a large one.
    fn divide(&self, task: Self::Task) -> (Self::Task, Option<Self::Task>);

    /// Works on a task until it is done or the budget is spent. Returns the unfinished part, in order.
    fn run(
        &self,
        task: Self::Task,
        scratch: &mut Self::Scratch,
        out: &mut Out<'_, Self::Out>,
        budget: &mut Budget,
    ) -> Vec<Self::Task>;
}

/// How much longer a task may run.
#[derive(Debug)]
pub(super) struct Budget<'s> {
    steps: u32,
    stop: &'s AtomicBool,
}

/// A few milliseconds: long compared with the cost of splitting a task, short compared with a search worth two threads.
const STEPS: u32 = if cfg!(test) { 64 } else { 1 << 19 };

/// The budget of a task whose circuits are read one by one and kept until then.
const FEW: u32 = 1 << 13;

/// How many steps a task takes between two looks at its budget.
pub(super) const POLL: u32 = if cfg!(test) { 1 } else { 1 << 10 };

impl Budget<'_> {
    /// Deducts steps; says whether the budget is now spent.
    #[inline]
    pub(super) fn spend(&mut self, steps: u32) -> bool {
        self.steps = self.steps.saturating_sub(steps);
        self.steps == 0
    }

    /// Whether the whole search was stopped, so that unfinished parts no longer matter.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Runs a problem. What each task found goes through `finish` on the thread that found it, which may take it or only
/// read it, and then to `sink` in order, on this thread. `stop` is asked now and then, here too.
///
/// # Errors
/// Why it ended early, if it did.
pub(super) fn run<P: Problem, R: Send>(
    problem: &P,
    threads: usize,
    finish: &(impl Fn(&mut P::Out) -> R + Sync),
    stop: &Stop,
    sink: &mut dyn FnMut(R) -> ControlFlow<()>,
) -> Result<(), Ended> {
    if threads > 1
        && let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads - 1).build()
    {
        let queue = Queue::new(problem);
        return pool.in_place_scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|_| queue.work(problem, finish));
            }
            let end = queue.hand_on(problem, finish, stop, sink);
            queue.halt();
            end
        });
    }
    let (mut rest, halted) = (Rest::new(problem), AtomicBool::new(false));
    let mut hand = |out: &mut P::Out| {
        if !halted.load(Ordering::Relaxed) && sink(finish(out)).is_break() {
            halted.store(true, Ordering::Relaxed);
        }
    };
    while rest.next(problem, Budget { steps: STEPS, stop: &halted }, &mut hand) {
        if halted.load(Ordering::Relaxed) {
            return Err(Ended::Visitor);
        }
        if stop.should_stop() {
            return Err(Ended::Interrupted);
        }
    }
    Ok(())
}

/// The unfinished part of a problem that one thread works on alone.
pub(super) struct Rest<P: Problem> {
    /// The next task is the last one.
    tasks: Vec<P::Task>,
    scratch: P::Scratch,
}

impl<P: Problem> Rest<P> {
    pub(super) fn new(problem: &P) -> Self {
        let mut tasks = problem.tasks();
        tasks.reverse();
        Self { tasks, scratch: problem.scratch() }
    }

    /// Works on the next task while the budget lasts; says whether there was one.
    pub(super) fn next(&mut self, problem: &P, mut budget: Budget<'_>, hand: &mut dyn FnMut(&mut P::Out)) -> bool {
        let Some(task) = self.tasks.pop() else { return false };
        let (task, rest) = problem.divide(task);
        self.tasks.extend(rest);
        let mut out = Out::new(hand);
        let left = problem.run(task, &mut self.scratch, &mut out, &mut budget);
        out.hand_over();
        self.tasks.extend(left.into_iter().rev());
        true
    }

    /// What the next task finds, but for a few steps; `None` when all are done.
    pub(super) fn few(&mut self, problem: &P) -> Option<Vec<P::Out>> {
        let (mut found, stop) = (Vec::new(), AtomicBool::new(false));
        self.next(problem, Budget { steps: FEW, stop: &stop }, &mut |out| found.push(std::mem::take(out)))
            .then_some(found)
    }
}

/// One place in the order of tasks.
struct Node<T, R> {
    state: State<T>,
    /// What it found and has not handed on.
    results: Vec<R>,
    next: usize,
}

enum State<T> {
    Waiting(T),
    Running,
    Done,
}

const END: usize = usize::MAX;

/// How many results may wait; when there are more, only the earliest task is worked on.
const MOST_RESULTS: usize = 512;

/// Tasks in order, as a linked list in a vector.
struct List<T, R> {
    nodes: Vec<Node<T, R>>,
    free: Vec<usize>,
    head: usize,
    /// How many results are waiting.
    results: usize,
    running: usize,
    stopped: bool,
}

impl<T, R> List<T, R> {
    /// Puts tasks behind a node, or at the front.
    fn insert(&mut self, mut after: Option<usize>, tasks: impl IntoIterator<Item = T>) {
        for task in tasks {
            let next = after.map_or(self.head, |at| self.nodes[at].next);
            let node = Node { state: State::Waiting(task), results: Vec::new(), next };
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

    /// The earliest task that waits for a thread; `None` if there is none, or if too many results are waiting and it is
    /// not the very first.
    fn earliest(&self) -> Option<usize> {
        let mut at = self.head;
        while at != END {
            match self.nodes[at].state {
                State::Waiting(_) => return Some(at),
                _ if self.results >= MOST_RESULTS => return None,
                _ => at = self.nodes[at].next,
            }
        }
        None
    }

    /// Takes the earliest task that may be worked on, with its place.
    fn take<P: Problem<Task = T>>(&mut self, problem: &P) -> Option<(usize, T)> {
        let at = self.earliest()?;
        let State::Waiting(task) = std::mem::replace(&mut self.nodes[at].state, State::Running) else {
            return None;
        };
        let (task, rest) = problem.divide(task);
        self.insert(Some(at), rest);
        self.running += 1;
        Some((at, task))
    }

    /// Takes results off the front, and the tasks that are done.
    fn drain(&mut self) -> Vec<R> {
        let mut out = Vec::new();
        while self.head != END {
            let node = &mut self.nodes[self.head];
            self.results -= node.results.len();
            out.append(&mut node.results);
            if !matches!(node.state, State::Done) {
                break;
            }
            self.free.push(self.head);
            self.head = node.next;
        }
        out
    }
}

/// The tasks of a search that several threads share.
struct Queue<T, R> {
    list: Mutex<List<T, R>>,
    /// There may be a task to take, or room for a result.
    work: Condvar,
    /// There may be a result to hand on.
    news: Condvar,
    stop: AtomicBool,
}

impl<T: Send, R: Send> Queue<T, R> {
    fn new<P: Problem<Task = T>>(problem: &P) -> Self {
        let mut list = List { nodes: Vec::new(), free: Vec::new(), head: END, results: 0, running: 0, stopped: false };
        list.insert(None, problem.tasks());
        Self { list: Mutex::new(list), work: Condvar::new(), news: Condvar::new(), stop: AtomicBool::new(false) }
    }

    /// The list is sound even if a thread panicked: the lock is held only between two sound states.
    fn lock(&self) -> MutexGuard<'_, List<T, R>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn halt(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.lock().stopped = true;
        self.work.notify_all();
        self.news.notify_all();
    }

    /// What each further thread does.
    fn work<P: Problem<Task = T>>(&self, problem: &P, finish: &(impl Fn(&mut P::Out) -> R + Sync)) {
        let _alarm = Alarm(self);
        let mut scratch = problem.scratch();
        loop {
            let mut list = self.lock();
            let (at, task) = loop {
                if list.stopped || (list.running == 0 && list.head == END) {
                    return;
                }
                if let Some(taken) = list.take(problem) {
                    break taken;
                }
                list = self.work.wait(list).unwrap_or_else(PoisonError::into_inner);
            };
            drop(list);
            self.work.notify_one();
            self.run(problem, (at, task), &mut scratch, &mut |out| self.put(at, finish(out)));
        }
    }

    /// Works on one task.
    fn run<P: Problem<Task = T>>(
        &self,
        problem: &P,
        (at, task): (usize, T),
        scratch: &mut P::Scratch,
        hand: &mut dyn FnMut(&mut P::Out),
    ) {
        let mut out = Out::new(hand);
        let left = problem.run(task, scratch, &mut out, &mut Budget { steps: STEPS, stop: &self.stop });
        out.hand_over();
        let mut list = self.lock();
        list.insert(Some(at), left);
        list.nodes[at].state = State::Done;
        list.running -= 1;
        drop(list);
        self.work.notify_all();
        self.news.notify_one();
    }

    /// Puts a result with its task. If that is the very first task and its results are not being taken, waits until
    /// they are.
    fn put(&self, at: usize, result: R) {
        let mut list = self.lock();
        list.nodes[at].results.push(result);
        list.results += 1;
        if list.head == at && list.nodes[at].results.len() == 1 {
            self.news.notify_one();
        }
        while list.head == at && list.nodes[at].results.len() > MOST_RESULTS && !list.stopped {
            list = self.work.wait(list).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Hands results on in order until there are no more or nobody wants more; in between, works like the other
    /// threads. What this thread finds in the very first task is handed on at once.
    fn hand_on<P: Problem<Task = T>>(
        &self,
        problem: &P,
        finish: &(impl Fn(&mut P::Out) -> R + Sync),
        stop: &Stop,
        sink: &mut dyn FnMut(R) -> ControlFlow<()>,
    ) -> Result<(), Ended> {
        let mut scratch = problem.scratch();
        loop {
            if stop.should_stop() {
                return Err(Ended::Interrupted);
            }
            let mut list = self.lock();
            if list.stopped {
                // A thread panicked: the scope passes the panic on when it ends.
                return Err(Ended::Interrupted);
            }
            let results = list.drain();
            if !results.is_empty() {
                drop(list);
                self.work.notify_all();
                for result in results {
                    if sink(result).is_break() {
                        return Err(Ended::Visitor);
                    }
                }
            } else if list.head == END {
                return Ok(());
            } else if let Some((at, task)) = list.take(problem) {
                let first = list.head == at;
                drop(list);
                self.work.notify_one();
                let mut hand = |out: &mut P::Out| {
                    if !first {
                        self.put(at, finish(out));
                    } else if !self.stop.load(Ordering::Relaxed) && sink(finish(out)).is_break() {
                        self.stop.store(true, Ordering::Relaxed);
                    }
                };
                self.run(problem, (at, task), &mut scratch, &mut hand);
                if self.stop.load(Ordering::Relaxed) {
                    return Err(Ended::Visitor);
                }
            } else {
                let wait = self.news.wait_timeout(list, Duration::from_millis(10));
                drop(wait.unwrap_or_else(PoisonError::into_inner));
            }
        }
    }
}

/// Stops the search when the thread that holds it panics, so that no other thread waits for its results.
struct Alarm<'q, T: Send, R: Send>(&'q Queue<T, R>);

impl<T: Send, R: Send> Drop for Alarm<'_, T, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.halt();
        }
    }
}
