//! One TOML table, read key by key: what is missing, misshapen or unknown is reported, and reading goes on.

use std::{collections::BTreeSet, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    keys::Table,
    names,
    problem::{Code, Located, Place, Report},
    raw::Cite,
};

/// A table being read. Call [`Fields::finish`] at the end: it reports the keys that such a table does not have.
pub(super) struct Fields<'a, 'i> {
    pub(super) report: &'a mut Report,
    table: &'a DeTable<'i>,
    /// Where the table stands.
    pub(super) at: Place,
    /// What may stand in it.
    keys: &'static Table,
    /// The record corrects one of an earlier layer: what that has need not be given again.
    corrects: bool,
}

/// Characters that change how a text looks without being seen: taken out, with a warning.
fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A message without them.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|&c| !is_hostile(c)).collect()
}

/// The text without invisible characters, which is said.
pub(super) fn clean(report: &mut Report, text: &str, at: &Place) -> String {
    if !text.chars().any(is_hostile) {
        return text.to_owned();
    }
    report
        .push(Code::HostileText, "invisible or reordering characters were taken out of this text", at)
        .help("type the text again; such characters make `exe.png` of `gnp.exe`");
    plain(text)
}

impl<'a, 'i> Fields<'a, 'i> {
    pub(super) fn new(report: &'a mut Report, table: &'a DeTable<'i>, at: Place, keys: &'static Table) -> Self {
        Self { report, table, at, keys, corrects: false }
    }

    /// The same table, as one that corrects a record of an earlier layer if it has the id of one.
    pub(super) fn over(&mut self, below: &BTreeSet<String>) -> &mut Self {
        let id = self.table.get("id").and_then(|id| id.get_ref().as_str());
        self.corrects = id.is_some_and(|id| below.contains(id));
        self
    }

    /// The value of a key, which must be one that such a table has. Reports that it is missing if it must be there.
    fn get(&mut self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        let known = self.keys.key(key)?;
        let value = self.table.get(key);
        if value.is_none() && known.required && !self.corrects {
            let message = format!("this {} has no `{key}`", self.keys.name);
            let at = self.at.clone();
            self.report.push(Code::MissingKey, message, &at);
        }
        value
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place { file: self.at.file, span }
    }

    fn wrong(&mut self, key: &str, wanted: &str, value: &Spanned<DeValue<'i>>) {
        let message = format!("`{key}` should be {wanted}, and is {}", article(value.get_ref().type_str()));
        let at = self.place(value.span());
        self.report.push(Code::WrongType, message, &at);
    }

    /// A text; numbers and dates are taken as they are written.
    pub(super) fn text(&mut self, key: &str) -> Option<Located<String>> {
        let value = self.get(key)?;
        let at = self.place(value.span());
        let Some(text) = scalar(value.get_ref()) else {
            self.wrong(key, "a text", value);
            return None;
        };
        Some(Located { value: clean(self.report, &text, &at), at })
    }

    /// A list of texts; one text alone is a list of one.
    pub(super) fn list(&mut self, key: &str) -> Vec<Located<String>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items(value) {
            let at = self.place(item.span());
            match scalar(item.get_ref()) {
                Some(text) => texts.push(Located { value: clean(self.report, &text, &at), at }),
                None => self.wrong(key, "a list of texts", item),
            }
        }
        texts
    }

    /// `true` or `false`, if it is there.
    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(key, "`true` or `false`", value);
        }
        flag
    }

    /// A table of any keys, each a text, in the order of the keys.
    pub(super) fn free(&mut self, key: &str) -> Vec<(String, String)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, "a table of texts", value);
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (name, item) in table {
            let at = self.place(item.span());
            match scalar(item.get_ref()) {
                Some(text) => pairs.push((clean(self.report, name.get_ref(), &at), clean(self.report, &text, &at))),
                None => self.wrong(key, "a table of texts", item),
            }
        }
        pairs
    }

    /// A list of tables, each read by `read`.
    pub(super) fn tables<T>(&mut self, key: &str, mut read: impl FnMut(&mut Fields<'_, 'i>) -> T) -> Vec<T> {
        let (Some(value), Some(keys)) = (self.get(key), self.keys.key(key).and_then(|key| key.value.table())) else {
            return Vec::new();
        };
        let wanted = format!("a list of {} tables", keys.name);
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, &wanted, value);
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in items {
            let at = self.place(item.span());
            let Some(table) = item.get_ref().as_table() else {
                self.wrong(key, &wanted, item);
                continue;
            };
            let mut fields = Fields::new(self.report, table, at, keys);
            out.push(read(&mut fields));
            fields.finish();
        }
        out
    }

    /// Sources, each an id or a table that says more; one alone is a list of one.
    pub(super) fn cites(&mut self, key: &str) -> Vec<Cite> {
        let (Some(value), Some(keys)) = (self.get(key), self.keys.key(key).and_then(|key| key.value.table())) else {
            return Vec::new();
        };
        let mut cites = Vec::new();
        for item in items(value) {
            let at = self.place(item.span());
            if let Some(table) = item.get_ref().as_table() {
                let mut fields = Fields::new(self.report, table, at, keys);
                let (source, read, via) = (fields.text("source"), fields.text("read"), fields.text("via"));
                let of = fields.list("of");
                fields.finish();
                cites.extend(source.map(|source| Cite { source, read, via, of }));
            } else if let Some(text) = scalar(item.get_ref()) {
                cites.push(Cite::page(Located { value: clean(self.report, &text, &at), at }));
            } else {
                self.wrong(key, "a list of sources", item);
            }
        }
        cites
    }

    /// Whether a key holds a list (of tables) rather than one text.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_array())
    }

    /// Reports every key that such a table does not have.
    pub(super) fn finish(self) {
        let known = || self.keys.keys.iter().map(|key| key.name);
        let what = article(self.keys.name);
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if self.keys.key(name).is_some() {
                continue;
            }
            let at = Place { file: self.at.file, span: key.span() };
            let help = names::nearest(name, known()).map_or_else(
                || format!("{what} has: {}", known().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.report.push(Code::UnknownKey, format!("{what} has no key `{name}`"), &at).help(help);
        }
    }
}

/// The items of a list; one value alone is a list of one.
fn items<'a, 'i>(value: &'a Spanned<DeValue<'i>>) -> Vec<&'a Spanned<DeValue<'i>>> {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    }
}

fn article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// A text, number or date, as it is written; a whole number with a prefix (`0x10`) as the decimal that it is.
fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) if number.radix() != 10 => {
            i128::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number.to_string())
        }
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Datetime(date) => Some(date.to_string()),
        DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}
