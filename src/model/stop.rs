//! When a search has to end.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// When a search has to end: never, after some time, or when somebody raises a flag, such as Ctrl-C. Everything that can
/// take long asks it now and then, and stops with what it has.
///
/// It runs from the moment it is made: whatever is looked for later gets the time that is left.
///
/// ```
/// use roundtrip::model::Stop;
/// use std::{sync::{Arc, atomic::{AtomicBool, Ordering}}, time::Duration};
///
/// let cancelled = Arc::new(AtomicBool::new(false));
/// let stop = Stop::after(Duration::from_secs(60)).or_when(Arc::clone(&cancelled));
/// assert!(!stop.should_stop());
/// cancelled.store(true, Ordering::Relaxed);
/// assert!(stop.should_stop() && !stop.was_hit());
/// assert!(!Stop::never().should_stop());
/// ```
#[derive(Debug, Clone)]
pub struct Stop {
    start: Instant,
    after: Option<Duration>,
    flag: Option<Arc<AtomicBool>>,
    /// How often it may still be asked.
    questions: Option<Arc<AtomicU64>>,
    /// Shared with the stops that were made of this one.
    hit: Arc<AtomicBool>,
}

impl Stop {
    fn new(after: Option<Duration>) -> Self {
        Self { start: Instant::now(), after, flag: None, questions: None, hit: Arc::default() }
    }

    /// Only when the work is done.
    pub fn never() -> Self {
        Self::new(None)
    }

    /// After some time from now.
    pub fn after(time: Duration) -> Self {
        Self::new(Some(time))
    }

    /// Once [`should_stop`](Self::should_stop) was asked so often and said no: on one thread, the same place in a search
    /// on every machine.
    pub fn after_questions(count: u64) -> Self {
        Self { questions: Some(Arc::new(AtomicU64::new(count))), ..Self::never() }
    }

    /// Also once the flag is raised.
    #[must_use]
    pub fn or_when(self, flag: Arc<AtomicBool>) -> Self {
        Self { flag: Some(flag), ..self }
    }

    /// The same for work that comes before other work, and so has to end after a share of the time, from 0 to 1.
    #[must_use]
    pub fn share(&self, part: f64) -> Self {
        let share = |time: Duration| Duration::try_from_secs_f64(time.as_secs_f64() * part).unwrap_or(time);
        Self { after: self.after.map(share), ..self.clone() }
    }

    /// The same for the next of several things: it has to end after a share, from 0 to 1, of the time that is left now.
    ///
    /// ```
    /// use roundtrip::model::Stop;
    /// use std::time::Duration;
    /// let all = Stop::after(Duration::from_secs(60));
    /// assert!(all.rest(0.0).should_stop() && !all.rest(0.5).should_stop());
    /// ```
    #[must_use]
    pub fn rest(&self, part: f64) -> Self {
        let spent = self.start.elapsed();
        let share = |time: Duration| {
            let left = time.saturating_sub(spent);
            time.min(spent.saturating_add(Duration::try_from_secs_f64(left.as_secs_f64() * part).unwrap_or(left)))
        };
        Self { after: self.after.map(share), ..self.clone() }
    }

    /// Whether to stop: the time is over, or the flag is raised.
    pub fn should_stop(&self) -> bool {
        self.raised() || self.asked_enough() || self.expired()
    }

    /// Whether the time is over, whatever the flag says.
    pub fn expired(&self) -> bool {
        let expired = self.after.is_some_and(|time| self.start.elapsed() >= time);
        if expired {
            self.hit.store(true, Ordering::Relaxed);
        }
        expired
    }

    /// Whether anybody was told that the time is over, by this stop or by one for a share of its time.
    pub fn was_hit(&self) -> bool {
        self.hit.load(Ordering::Relaxed)
    }

    fn raised(&self) -> bool {
        self.flag.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    fn asked_enough(&self) -> bool {
        let Some(left) = &self.questions else { return false };
        left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

impl Default for Stop {
    fn default() -> Self {
        Self::never()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_no_time_is_over_at_once_and_the_whole_knows_it() {
        let whole = Stop::after(Duration::from_hours(1));
        assert!(!whole.should_stop() && !whole.was_hit());
        assert!(!whole.share(0.5).should_stop());
        assert!(whole.share(0.0).should_stop());
        assert!(whole.was_hit() && !whole.should_stop());
    }

    #[test]
    fn a_flag_stops_without_a_deadline() {
        let flag = Arc::new(AtomicBool::new(false));
        let stop = Stop::never().or_when(Arc::clone(&flag));
        assert!(!stop.share(0.1).should_stop());
        flag.store(true, Ordering::Relaxed);
        assert!(stop.share(0.1).should_stop() && !stop.expired() && !stop.was_hit());
    }

    #[test]
    fn questions_run_out() {
        let stop = Stop::after_questions(2);
        assert_eq!([stop.should_stop(), stop.should_stop(), stop.should_stop()], [false, false, true]);
    }
}
