//! Which line of a file a line of its text is.

use std::sync::Mutex;

/// Which line of a file, or row of a sheet, each line of the text is: the same one, unless the text was made from
/// something else than lines, and cells of it hold line ends.
#[derive(Debug, Default)]
pub(in crate::ledger) struct Lines(Mutex<Vec<Shift>>);

/// From a line of the text on, lines are counted from another line of the file.
#[derive(Debug, Clone, Copy)]
struct Shift {
    text: u64,
    file: u64,
}

impl Lines {
    /// The line of the file, both from 1.
    pub(in crate::ledger) fn of(&self, text: u64) -> u64 {
        let shifts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        counted(&shifts, text)
    }

    /// Says of a line of the text which line of the file it is. Lines have to come in order.
    pub(super) fn tell(&self, text: u64, file: u64) {
        let mut shifts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let last = shifts.last().map_or(&[][..], std::slice::from_ref);
        if counted(last, text) != file {
            shifts.push(Shift { text, file });
        }
    }
}

fn counted(shifts: &[Shift], text: u64) -> u64 {
    let before = shifts.partition_point(|shift| shift.text <= text);
    match before.checked_sub(1).and_then(|last| shifts.get(last)) {
        Some(shift) => shift.file + (text - shift.text),
        None => text,
    }
}
