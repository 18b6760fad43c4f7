//! The sources that an answer cites, numbered.

use crate::model::{Register, Source, SourceId};

/// Sources in the order in which an answer first cites them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    ids: Vec<SourceId>,
}

impl Notes {
    /// The number of a source, from 1.
    pub fn number(&mut self, id: &SourceId) -> usize {
        if let Some(at) = self.ids.iter().position(|known| known == id) {
            return at + 1;
        }
        self.ids.push(id.clone());
        self.ids.len()
    }

    /// `[1–3, 7]`, or nothing for no source.
    pub fn cite<'a>(&mut self, ids: impl IntoIterator<Item = &'a SourceId>) -> String {
        let mut numbers: Vec<usize> = ids.into_iter().map(|id| self.number(id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in numbers {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        let run = |(first, last): &(usize, usize)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        };
        if runs.is_empty() {
            return String::new();
        }
        format!("[{}]", runs.iter().map(run).collect::<Vec<_>>().join(", "))
    }

    /// One line a source: number, id, what it is, from the first register that has it.
    pub fn lines(&self, registers: &[&Register]) -> Vec<String> {
        let line = |(at, id): (usize, &SourceId)| {
            let source = registers.iter().find_map(|register| register.sources.get(id));
            let what = source.map_or_else(String::new, Source::line);
            let url = source.and_then(|s| s.url.as_deref()).map_or_else(String::new, |url| format!(" {url}"));
            let kind = source.map_or("", |s| s.kind.name());
            format!("[{}] {id} — {what} ({kind}){url}", at + 1)
        };
        self.ids.iter().enumerate().map(line).collect()
    }
}
