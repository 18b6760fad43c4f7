//! Runs a search on one thread or several, with the same result in the same order.
//!
//! A search is cut into *tasks*, in order. A task runs until it is done or its budget is spent; then it leaves what is
//! left of it as further tasks in its place. So a heavy root is split where it turns out to be heavy, as in the
//! fine-grained searches of Blanuša, Atasu and Ienne (arXiv 2301.01068), and every thread works near the front of the
//! order. Results are handed on in order, as soon as all earlier ones are there; so many bytes of them may wait for
//! earlier ones, and then whoever finds more waits too. A task that finds much is cut short: so each thread soon works at
//! the front again, and what it found is still in the cache when its turn comes.

use super::{
    found::{Full, Held, Out},
    tasks::Tasks,
};
use crate::model::Stop;
use std::{
    cell::Cell,
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
    /// Whether the task has found enough for now.
    full: &'s Cell<bool>,
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

    /// Hands over what was found if there is enough of it. Says whether the task is to end: its budget is spent, or it
    /// has found so much that others should look at the front again.
    pub(super) fn offer<S: Full>(&mut self, out: &mut Out<'_, S>) -> bool {
        out.offer();
        self.steps == 0 || self.full.get()
    }

    /// Whether the whole search was stopped, so that unfinished parts no longer matter.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Who works on a search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crew {
    pub(super) threads: usize,
    /// About how many bytes of what they find may wait for their turn.
    pub(super) held: usize,
}

/// Runs a problem. What each task found goes through `finish` on the thread that found it, which may take it or only
/// read it, and then to `sink` in order, on this thread. `stop` is asked now and then, here too.
///
/// # Errors
/// Why it ended early, if it did.
pub(super) fn run<P: Problem, R: Held>(
    problem: &P,
    crew: Crew,
    finish: &(impl Fn(&mut P::Out) -> R + Sync),
    stop: &Stop,
    sink: &mut dyn FnMut(R) -> ControlFlow<()>,
) -> Result<(), Ended> {
    let Crew { threads, held } = crew;
    if threads > 1
        && let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads - 1).build()
    {
        let queue = Queue::new(problem, held);
        return pool.in_place_scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|_| queue.work(problem, finish));
            }
            let end = queue.lead(problem, finish, stop, sink);
            queue.halt();
            end
        });
    }
    let (mut rest, halted, why) = (Rest::new(problem), AtomicBool::new(false), Cell::new(None));
    let mut hand = |out: &mut P::Out| {
        if why.get().is_none() {
            why.set(ended(sink(finish(out)), stop));
            halted.store(why.get().is_some(), Ordering::Relaxed);
        }
        why.get().is_none()
    };
    while rest.next(problem, Budget { steps: STEPS, full: &Cell::new(false), stop: &halted }, &mut hand) {
        why.set(why.get().or_else(|| ended(ControlFlow::Continue(()), stop)));
        if let Some(why) = why.get() {
            return Err(why);
        }
    }
    Ok(())
}

/// Why a search ends, if it does.
fn ended(flow: ControlFlow<()>, stop: &Stop) -> Option<Ended> {
    let interrupted = || stop.should_stop().then_some(Ended::Interrupted);
    if flow.is_break() { Some(Ended::Visitor) } else { interrupted() }
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
    pub(super) fn next(
        &mut self,
        problem: &P,
        mut budget: Budget<'_>,
        hand: &mut dyn FnMut(&mut P::Out) -> bool,
    ) -> bool {
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
        let mut hand = |out: &mut P::Out| {
            found.push(std::mem::take(out));
            true
        };
        self.next(problem, Budget { steps: FEW, full: &Cell::new(false), stop: &stop }, &mut hand).then_some(found)
    }
}

/// The tasks of a search that several threads share.
struct Queue<T, R> {
    shared: Mutex<Shared<T, R>>,
    /// There may be a task to take, or room for a result.
    work: Condvar,
    /// There may be a result to hand on.
    news: Condvar,
    stop: AtomicBool,
    /// How many bytes of results are put together, and end a task.
    enough: usize,
}

struct Shared<T, R> {
    tasks: Tasks<T, R>,
    /// Whether some thread waits for work or for room.
    asleep: bool,
    /// Whether the first thread waits for a result.
    listens: bool,
    stopped: bool,
}

/// What a thread found and has not put with its task: it takes the lock seldom.
struct Found<R> {
    /// Each with its bytes.
    results: Vec<(R, usize)>,
    bytes: usize,
}

impl<R> Default for Found<R> {
    fn default() -> Self {
        Self { results: Vec::new(), bytes: 0 }
    }
}

impl<R: Held> Found<R> {
    fn add(&mut self, result: R) {
        let bytes = result.held();
        self.bytes += bytes;
        self.results.push((result, bytes));
    }

    fn drain(&mut self) -> impl Iterator<Item = (R, usize)> {
        self.bytes = 0;
        self.results.drain(..)
    }
}

type Guard<'q, T, R> = MutexGuard<'q, Shared<T, R>>;

impl<T: Send, R: Held> Queue<T, R> {
    fn new<P: Problem<Task = T>>(problem: &P, most: usize) -> Self {
        let tasks = Tasks::new(problem.tasks(), most);
        let enough = tasks.enough();
        let shared = Shared { tasks, asleep: false, listens: false, stopped: false };
        Self {
            shared: Mutex::new(shared),
            work: Condvar::new(),
            news: Condvar::new(),
            stop: AtomicBool::new(false),
            enough,
        }
    }

    /// The list is sound even if a thread panicked: the lock is held only between two sound states.
    fn lock(&self) -> Guard<'_, T, R> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn halt(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.lock().stopped = true;
        self.work.notify_all();
        self.news.notify_all();
    }

    fn wait_for_work<'q>(&self, mut shared: Guard<'q, T, R>) -> Guard<'q, T, R> {
        shared.asleep = true;
        self.work.wait(shared).unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the lock back, and then wakes those that wait for work or for room, if there are any: whoever wakes takes
    /// the lock at once.
    fn wake(&self, mut shared: Guard<'_, T, R>) {
        let asleep = std::mem::take(&mut shared.asleep);
        drop(shared);
        if asleep {
            self.work.notify_all();
        }
    }

    /// The same for the first thread, if it waits.
    fn tell(&self, mut shared: Guard<'_, T, R>) {
        let listens = std::mem::take(&mut shared.listens);
        drop(shared);
        if listens {
            self.news.notify_one();
        }
    }

    /// The first thread waits for a result; not for long, because it must ask whether to stop.
    fn wait_for_news(&self, mut shared: Guard<'_, T, R>) {
        shared.listens = true;
        let wait = self.news.wait_timeout(shared, Duration::from_millis(10));
        drop(wait.unwrap_or_else(PoisonError::into_inner));
    }

    /// What each further thread does.
    fn work<P: Problem<Task = T>>(&self, problem: &P, finish: &(impl Fn(&mut P::Out) -> R + Sync)) {
        let _alarm = Alarm(self);
        let mut scratch = problem.scratch();
        loop {
            let mut shared = self.lock();
            let (at, task) = loop {
                if shared.stopped || (shared.tasks.is_idle() && shared.tasks.is_empty()) {
                    return;
                }
                if let Some(taken) = shared.tasks.take(|task| problem.divide(task)) {
                    break taken;
                }
                shared = self.wait_for_work(shared);
            };
            self.wake(shared);
            let (mut found, full) = (Found::default(), Cell::new(false));
            let left = self.run(problem, (task, &full), &mut scratch, &mut |out| {
                found.add(finish(out));
                if found.bytes < self.enough {
                    return true;
                }
                full.set(true);
                self.put(at, &mut found)
            });
            self.done(at, left, found);
        }
    }

    /// Works on one task, which ends when it is `full`; what is left of it.
    fn run<P: Problem<Task = T>>(
        &self,
        problem: &P,
        (task, full): (T, &Cell<bool>),
        scratch: &mut P::Scratch,
        hand: &mut dyn FnMut(&mut P::Out) -> bool,
    ) -> Vec<T> {
        let mut out = Out::new(hand);
        let left = problem.run(task, scratch, &mut out, &mut Budget { steps: STEPS, full, stop: &self.stop });
        out.hand_over();
        left
    }

    /// A task is done, but for what is left of it.
    fn done(&self, at: usize, left: Vec<T>, found: Found<R>) {
        let mut shared = self.lock();
        found.results.into_iter().for_each(|(result, bytes)| shared.tasks.put(at, result, bytes));
        shared.tasks.finish(at, left);
        self.wake(shared);
        self.tell(self.lock());
    }

    /// Puts results with their task, and waits while there is no room for more. Says whether more is wanted.
    fn put(&self, at: usize, found: &mut Found<R>) -> bool {
        let mut shared = self.lock();
        found.drain().for_each(|(result, bytes)| shared.tasks.put(at, result, bytes));
        if shared.tasks.is_first(at) {
            self.tell(shared);
            shared = self.lock();
        }
        while shared.tasks.must_wait(at) && !shared.stopped {
            shared = self.wait_for_work(shared);
        }
        !shared.stopped
    }

    /// Hands on what is there and whose turn it is.
    fn hand_on(&self, sink: &mut dyn FnMut(R) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut room = 0;
        loop {
            let mut shared = self.lock();
            let due = shared.tasks.pop();
            room += due.as_ref().map_or(0, |(_, bytes)| *bytes);
            // Not for every result: to wake a thread takes longer than to find one.
            if room >= 4 * self.enough || (due.is_none() && (room > 0 || shared.tasks.first_may_go_on())) {
                room = 0;
                self.wake(shared);
            } else {
                drop(shared);
            }
            match due {
                Some((result, _)) => sink(result)?,
                None => return ControlFlow::Continue(()),
            }
        }
    }

    /// The same on the first thread, which hands on whatever is due. If there is no room for more, it waits for what others
    /// find before.
    fn put_and_hand_on(
        &self,
        (at, found): (usize, &mut Found<R>),
        stop: &Stop,
        sink: &mut dyn FnMut(R) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut shared = self.lock();
        found.drain().for_each(|(result, bytes)| shared.tasks.put(at, result, bytes));
        drop(shared);
        loop {
            self.hand_on(sink)?;
            let mut shared = self.lock();
            if shared.stopped || !shared.tasks.must_wait(at) || stop.should_stop() {
                return ControlFlow::Continue(());
            }
            if !shared.tasks.has_news() {
                self.wait_for_news(shared);
            }
        }
    }

    /// What the first thread does: hands results on in order until there are no more or nobody wants more, and in
    /// between works like the others.
    fn lead<P: Problem<Task = T>>(
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
            if self.hand_on(sink).is_break() {
                return Err(Ended::Visitor);
            }
            let mut shared = self.lock();
            if shared.stopped {
                // A thread panicked: the scope passes the panic on when it ends.
                return Err(Ended::Interrupted);
            }
            if shared.tasks.is_empty() {
                return Ok(());
            }
            if let Some((at, task)) = shared.tasks.take(|task| problem.divide(task)) {
                let first = shared.tasks.is_first(at);
                self.wake(shared);
                let (mut found, full, why) = (Found::default(), Cell::new(false), Cell::new(None));
                let left = self.run(problem, (task, &full), &mut scratch, &mut |out| {
                    if why.get().is_none() {
                        let result = finish(out);
                        let flow = if first {
                            sink(result)
                        } else {
                            found.add(result);
                            let enough = found.bytes >= self.enough;
                            full.set(full.get() || enough);
                            if enough {
                                self.put_and_hand_on((at, &mut found), stop, sink)
                            } else {
                                ControlFlow::Continue(())
                            }
                        };
                        why.set(ended(flow, stop));
                    }
                    if why.get().is_some() {
                        self.stop.store(true, Ordering::Relaxed);
                    }
                    !self.stop.load(Ordering::Relaxed)
                });
                self.done(at, left, found);
                if let Some(why) = why.get() {
                    return Err(why);
                }
            } else if !shared.tasks.has_news() {
                self.wait_for_news(shared);
            }
        }
    }
}

/// Stops the search when the thread that holds it panics, so that no other thread waits for its results.
struct Alarm<'q, T: Send, R: Held>(&'q Queue<T, R>);

impl<T: Send, R: Held> Drop for Alarm<'_, T, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.halt();
        }
    }
}
