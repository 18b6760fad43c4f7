//! A text cut into words, each with its place.

use std::ops::Range;

/// A word, an operator or a parenthesis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) span: Range<usize>,
    /// It stood in quotes: a name and nothing else.
    pub(super) quoted: bool,
}

/// Blanks part words; `<`, `>`, `=`, `!` and parentheses stand alone; quotes hold names with blanks together.
pub(super) fn cut(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let (len, inside, quoted) = match first {
            ' ' | '\t' | '\n' | '\r' => (first.len_utf8(), None, false),
            '(' | ')' => (1, Some(0..1), false),
            '"' | '\'' => {
                let end = rest.get(1..).and_then(|inner| inner.find(first)).map_or(rest.len(), |len| len + 1);
                ((end + 1).min(rest.len()), Some(1..end), true)
            }
            '<' | '>' | '=' | '!' => {
                let len = 1 + usize::from(rest.get(1..).is_some_and(|next| next.starts_with('=')));
                (len, Some(0..len), false)
            }
            _ => {
                let len = rest.find(|c: char| c.is_whitespace() || "()<>=!\"'".contains(c)).unwrap_or(rest.len());
                // A blank that is none of the usual four ends a word too, and must not be taken for an empty one.
                let len = if len == 0 { first.len_utf8() } else { len };
                (len, (!first.is_whitespace()).then_some(0..len), false)
            }
        };
        if let Some(inside) = inside {
            let span = at + inside.start..at + inside.end;
            words.push(Word { text: text.get(span.clone()).unwrap_or_default(), span, quoted });
        }
        at += len;
    }
    words
}
