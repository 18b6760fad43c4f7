//! What becomes of the fields of an earlier record.

use std::collections::BTreeSet;

use crate::{
    load::{
        nearest,
        problem::{Change, Code, Correction, Label, Located, Place, Report},
        raw::{self, Text, Texts},
    },
    model::{Amount, slug},
};

/// How records within a record are laid over each other.
pub(super) struct Inner<T> {
    /// The key that holds them.
    pub(super) field: &'static str,
    /// Which of the earlier ones a later one corrects.
    pub(super) matching: fn(&[T], &T) -> Option<usize>,
    /// Which one it is, for the report.
    pub(super) called: fn(&T) -> Option<String>,
    pub(super) merge: fn(&mut Over, &mut T, T),
}

/// What becomes of the fields of an earlier record.
#[derive(Debug, Default)]
pub(in crate::load) struct Over {
    dropped: Texts,
    fields: BTreeSet<&'static str>,
    changes: Vec<Change>,
    /// What has to be known beside the changes.
    pub(super) remark: Option<&'static str>,
}

impl Over {
    /// Of a later record that takes these fields away.
    pub(super) fn dropping(dropped: Texts) -> Self {
        Self { dropped, ..Self::default() }
    }

    /// Whether the later record takes this field away.
    pub(super) fn drops(&mut self, field: &'static str) -> bool {
        self.fields.insert(field);
        self.dropped.iter().any(|text| text.value == field)
    }

    pub(super) fn changed(&mut self, field: &str, old: impl Into<String>, new: impl Into<String>) {
        self.changes.push(Change { field: field.to_owned(), old: old.into(), new: new.into() });
    }

    /// One value: the later one, if there is one.
    pub(super) fn text(&mut self, field: &'static str, old: &mut Text, new: Text) {
        let dropped = self.drops(field);
        self.put(field, old, new, dropped);
    }

    /// One value that every such record must have.
    pub(super) fn kept(&mut self, field: &'static str, old: &mut Text, new: Text) {
        self.put(field, old, new, false);
    }

    fn put(&mut self, field: &'static str, old: &mut Text, new: Text, dropped: bool) {
        let before = old.clone();
        if new.is_some() || dropped {
            *old = new;
        }
        if let Some(before) = before.filter(|before| old.as_ref().is_none_or(|now| !same(&before.value, &now.value))) {
            self.changed(field, before.value, old.as_ref().map_or("nothing", |now| now.value.as_str()));
        }
    }

    /// A flag: the later one, if there is one.
    pub(super) fn flag(&mut self, field: &'static str, old: &mut Option<bool>, new: Option<bool>) {
        let dropped = self.drops(field);
        let before = *old;
        if new.is_some() || dropped {
            *old = new;
        }
        if let Some(before) = before.filter(|before| *before != old.unwrap_or_default()) {
            self.changed(field, before.to_string(), old.unwrap_or_default().to_string());
        }
    }

    /// A list that is one statement, such as the payers: the later one stands in the place of the earlier one.
    pub(super) fn instead<T: Clone>(
        &mut self,
        field: &'static str,
        old: &mut Vec<T>,
        new: Vec<T>,
        words: impl Fn(&T) -> String,
    ) {
        let dropped = self.drops(field);
        let before = old.clone();
        if !new.is_empty() || dropped {
            *old = new;
        }
        let list = |items: &[T]| items.iter().map(&words).collect::<Vec<String>>();
        let (before, now) = (list(&before), list(old));
        let alike = before.len() == now.len() && before.iter().zip(&now).all(|(a, b)| same(a, b));
        if !before.is_empty() && !alike {
            let now = if now.is_empty() { "nothing".to_owned() } else { now.join(", ") };
            self.changed(field, before.join(", "), now);
        }
    }

    /// A list of things that stand side by side, such as aliases: the later ones are added.
    pub(super) fn more(&mut self, field: &'static str, old: &mut Texts, new: Texts) {
        let before = if self.drops(field) { std::mem::take(old) } else { Vec::new() };
        for text in new {
            if !old.iter().any(|own| own.value == text.value) {
                old.push(text);
            }
        }
        let gone = before.iter().filter(|text| !old.iter().any(|own| own.value == text.value));
        let gone: Vec<&str> = gone.map(Located::as_str).collect();
        if !gone.is_empty() {
            self.changed(field, gone.join(", "), "nothing");
        }
    }

    /// Sources: the later ones are added, and what is said of one that is there already takes the place of what was.
    pub(super) fn cites(&mut self, field: &'static str, old: &mut Vec<raw::Cite>, new: Vec<raw::Cite>) {
        let mut names: Texts = old.iter().map(|cite| cite.source.clone()).collect();
        self.more(field, &mut names, new.iter().map(|cite| cite.source.clone()).collect());
        old.retain(|own| names.iter().any(|name| name.value == own.source.value));
        for cite in new {
            match old.iter_mut().find(|own| own.source.value == cite.source.value) {
                Some(own) => *own = cite,
                None => old.push(cite),
            }
        }
    }

    /// Records within a record: those that match one are laid over it, the others are added.
    pub(super) fn inner<T>(&mut self, how: &Inner<T>, old: &mut Vec<T>, new: Vec<T>) {
        let field = how.field;
        if self.drops(field) && !old.is_empty() {
            let (count, now) = (old.len(), new.len());
            old.clear();
            self.changed(field, entries(count), entries(now));
        }
        for one in new {
            match (how.matching)(old, &one).and_then(|at| old.get_mut(at)) {
                Some(own) => {
                    let mut within = Self::default();
                    let place = (how.called)(own).unwrap_or_default();
                    (how.merge)(&mut within, own, one);
                    for Change { field: inner, old, new } in within.changes {
                        self.changed(format!("{inner} ({field} {place})").trim_end(), old, new);
                    }
                }
                None => old.push(one),
            }
        }
    }

    /// Reports what was overridden, and what was to be dropped that is no field of such a record.
    pub(super) fn close(self, report: &mut Report, record: String, (before, at): (&Place, &Place)) {
        for text in &self.dropped {
            if !self.fields.contains(text.as_str()) {
                let help = nearest(text.as_str(), self.fields.iter().copied())
                    .map_or_else(|| "name one of its keys".to_owned(), |near| format!("did you mean `{near}`?"));
                report.push(Code::UnknownWord, format!("`{}` cannot be dropped", text.value), &text.at).help(help);
            }
        }
        if self.changes.is_empty() {
            return;
        }
        let label = |place: &Place| Label { file: place.file, span: place.span.clone(), text: String::new() };
        let (changes, remark) = (self.changes, self.remark.map(str::to_owned));
        report.corrections.push(Correction { record, at: label(at), before: label(before), changes, remark });
    }
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// Whether two texts say the same: letter by letter, as amounts, or as names of one party.
fn same(one: &str, other: &str) -> bool {
    let amount = |text: &str| text.parse::<Amount>().ok();
    let name = slug(one);
    one.trim() == other.trim()
        || amount(one).is_some_and(|own| amount(other) == Some(own))
        || !name.is_empty() && name == slug(other) && one.is_ascii() && other.is_ascii() && amount(one).is_none()
}

pub(super) fn value(text: &Located<String>) -> String {
    text.value.clone()
}

pub(super) fn words(text: &Text) -> String {
    id(text).unwrap_or_default()
}

/// The key of a record that is told by several of its fields.
pub(super) fn joined(fields: &[&Text]) -> Option<String> {
    let parts: Option<Vec<String>> =
        fields.iter().map(|text| Some(text.as_ref()?.value.trim().to_lowercase())).collect();
    Some(parts?.join(" "))
}

pub(super) fn id(text: &Text) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

pub(super) fn called(what: &str, text: &Text) -> String {
    id(text).map_or_else(|| what.to_owned(), |id| format!("{what} `{id}`"))
}

/// One value each of several fields that have the key's name.
macro_rules! texts {
    ($over:ident, $old:ident, $new:ident: $($field:ident)+) => {
        $($over.text(stringify!($field), &mut $old.$field, $new.$field);)+
    };
}
pub(super) use texts;
