//! One value of a column, and how it is written where a format knows only text.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{Range, When};

/// What a column holds. Each format has its own word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    /// An exact decimal, never in exponents.
    Number,
    Flag,
    /// A day as ISO 8601 has it.
    Day,
    /// Words without a `;` in them.
    List,
}

/// A column of nodes or edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) holds: Type,
}

/// One value. Unknown values are left out, never written as empty or zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Number(Decimal),
    Flag(bool),
    Day(Date),
    List(Vec<String>),
}

impl Value {
    /// A text, if there is anything in it.
    pub(super) fn text(text: impl AsRef<str>) -> Option<Self> {
        let text = clean(text.as_ref());
        (!text.is_empty()).then_some(Self::Text(text))
    }

    /// A list, if there is anything in it.
    pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Option<Self> {
        let items: Vec<String> = items.into_iter().map(|item| clean(item.as_ref()).replace(';', "%3B")).collect();
        (!items.is_empty()).then_some(Self::List(items))
    }

    /// As text.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.normalize().to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Day(day) => day.to_string(),
            Self::List(items) => items.join(";"),
        }
    }
}

/// A text that every format can hold: without control characters except tab and line end (XML 1.0 has no others),
/// characters that change the direction of text, and characters that Unicode reserves for programs.
pub(super) fn clean(text: &str) -> String {
    let hostile = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}')
            || u32::from(c) & 0xfffe == 0xfffe
    };
    text.trim().chars().filter(|&c| !hostile(c)).collect()
}

/// A text on one line: for labels of formats that end a statement with the line.
pub(super) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A date as the register's files have it.
pub(super) fn written(when: When) -> String {
    let text = when.to_string();
    text.strip_prefix("before ").map_or_else(|| text.clone(), |day| format!("<{day}"))
}

/// A range in the grammar of amounts, in the base currency.
pub(super) fn of_range(range: Range) -> String {
    match (range.stated, range.high) {
        (None, _) => "?".to_owned(),
        (Some(own), None) => format!(">={own}"),
        (Some(own), Some(high)) if range.low.is_zero() && own == high => format!("<={own}"),
        (Some(own), Some(high)) if own == high => own.to_string(),
        (Some(own), Some(high)) => format!("{own}..{high}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_format_can_hold_is_taken_out() {
        assert_eq!(clean(" a\u{0}b\u{b}c\u{202e}d\u{fffe}e\tf\u{10ffff} "), "abcde\tf");
        assert_eq!(one_line("a\r\n b\tc"), "a b c");
        assert_eq!(Value::text("\u{7}"), None);
    }

    #[test]
    fn a_list_is_read_apart_again() {
        let list = Value::list(["http://a.b/?x;y", "c"]).unwrap();
        assert_eq!(list.plain(), "http://a.b/?x%3By;c");
        assert_eq!(Value::list::<&str>([]), None);
    }

    #[test]
    fn numbers_have_no_exponent() {
        let number = Value::Number(Decimal::from_scientific("3.80e10").unwrap());
        assert_eq!(number.plain(), "38000000000");
    }
}
