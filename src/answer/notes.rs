//! The sources that an answer cites, numbered.

use std::ops::RangeInclusive;

use crate::model::{Citation, Read, Register, Source, SourceId};

/// What stands before and after the numbers of sources in a sentence or a cell, and is never shown: Markdown makes
/// footnotes of what is between the two. They are no characters, so that no label has them.
pub(super) const OPEN: char = '\u{fdd0}';
pub(super) const CLOSE: char = '\u{fdd1}';

/// Between the first and the last of several numbers, and between two of them.
const TO: char = '–';
const AND: &str = ", ";

/// Sources in the order in which an answer first cites them. A source that was read for one record, and for another is
/// only named, has two numbers: each says how that one rests on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    notes: Vec<Note>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Note {
    source: SourceId,
    read: Read,
    /// Where it is named, as the records say.
    via: Vec<String>,
}

impl Notes {
    /// The number of a source, from 1.
    fn number(&mut self, citation: &Citation) -> usize {
        let same = |note: &Note| note.source == citation.source && note.read == citation.read;
        let at = self.notes.iter().position(same).unwrap_or_else(|| {
            self.notes.push(Note { source: citation.source.clone(), read: citation.read, via: Vec::new() });
            self.notes.len() - 1
        });
        if let (Some(note), Some(via)) = (self.notes.get_mut(at), &citation.via)
            && !note.via.contains(via)
        {
            note.via.push(via.clone());
        }
        at + 1
    }

    /// `[7, 1–3]`, in the order given, or nothing for no source. The marks around it are not shown.
    pub fn cite<'a>(&mut self, citations: impl IntoIterator<Item = &'a Citation>) -> String {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in citations.into_iter().map(|citation| self.number(citation)) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        let run = |(first, last): &(usize, usize)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}{AND}{last}"),
            _ => format!("{first}{TO}{last}"),
        };
        if runs.is_empty() {
            return String::new();
        }
        format!("{OPEN}[{}]{CLOSE}", runs.iter().map(run).collect::<Vec<_>>().join(AND))
    }

    /// Each source, as the first register that has it knows it.
    pub fn footnotes(&self, registers: &[&Register]) -> Vec<Footnote> {
        let known = |id: &str| registers.iter().find_map(|register| register.sources.get(id));
        let footnote = |(at, note): (usize, &Note)| {
            let source = known(note.source.as_str());
            let registers = registers.iter();
            let named_by = note.via.iter().map(|via| named_by(registers.clone().copied(), via)).collect();
            Footnote { number: at + 1, id: note.source.to_string(), source: source.cloned(), read: note.read, named_by }
        };
        self.notes.iter().enumerate().map(footnote).collect()
    }
}

/// What names a page that was not read: who publishes or writes it if it is a source, else as it was written.
pub(super) fn named_by<'r>(registers: impl IntoIterator<Item = &'r Register>, via: &str) -> String {
    let source = registers.into_iter().find_map(|register| register.sources.get(via));
    let who = source.and_then(|source| source.publisher.as_ref().or(source.author.as_ref()));
    who.map_or_else(|| via.to_owned(), Clone::clone)
}

/// One line of the list of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// Its number, from 1.
    pub number: usize,
    /// The source's id.
    pub id: String,
    /// What is known of it.
    pub source: Option<Source>,
    /// How much of it was read.
    pub read: Read,
    /// What names it, if it was not read: publishers, addresses or words. Empty if that is not recorded.
    pub named_by: Vec<String>,
}

impl Footnote {
    /// `[1] id — publisher, “title”, date (kind; how it was read) address`.
    pub(super) fn line(&self) -> String {
        let what = self.source.as_ref().map_or_else(String::new, Source::line);
        let url = self.url().map_or_else(String::new, |url| format!(" {url}"));
        format!("[{}] {} — {what} ({}){url}", self.number, self.id, self.standing())
    }

    /// Where it can be read.
    pub(super) fn url(&self) -> Option<&str> {
        self.source.as_ref().and_then(|source| source.url.as_deref())
    }

    /// Its kind, and how it was read unless that was the page itself: `filing; not read: named by The Paper`.
    pub(super) fn standing(&self) -> String {
        let kind = self.source.as_ref().map(|source| source.kind.words().to_owned());
        let read = self.read.words().map(|words| match (self.read, self.named_by.as_slice()) {
            (Read::Named, []) => format!("{words}: named elsewhere"),
            (Read::Named, by) => format!("{words}: named by {}", by.join(" and ")),
            _ => words.to_owned(),
        });
        kind.into_iter().chain(read).collect::<Vec<_>>().join("; ")
    }
}

/// What stands between the marks as numbers, each of at most `most`: of `[7, 1–3]` 7, 1, 2, 3. `None` if it is anything
/// else.
pub(super) fn numbers(inside: &str, most: usize) -> Option<Vec<usize>> {
    let inside = inside.strip_prefix('[')?.strip_suffix(']')?;
    let number = |text: &str| text.parse().ok().filter(|number| (1..=most).contains(number));
    let run = |run: &str| -> Option<RangeInclusive<usize>> {
        let (first, last) = run.split_once(TO).unwrap_or((run, run));
        Some(number(first)?..=number(last)?)
    };
    let runs: Option<Vec<_>> = inside.split(AND).map(run).collect();
    Some(runs?.into_iter().flatten().collect())
}
