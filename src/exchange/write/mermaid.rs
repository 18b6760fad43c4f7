//! Mermaid: a flow chart of numbered nodes with quoted labels, one arrow a deal.

use std::fmt::Write as _;

use super::{
    super::{export_tables::ExportTables, value::one_line},
    ExportError,
};

/// Mermaid refuses to draw more: `maxEdges` and `maxTextSize` cannot be raised from within a diagram.
const MAX_EDGES: usize = 500;
const MAX_TEXT: usize = 50_000;

pub(super) fn write(tables: &ExportTables<'_>) -> Result<Vec<u8>, ExportError> {
    let mut out = format!("%% {}, as of {}\nflowchart LR\n", comment(&tables.title()), tables.as_of);
    let place = |id: &str| tables.parties.iter().position(|party| party.id() == id).unwrap_or_default();
    for (at, party) in tables.parties.iter().enumerate() {
        let _ = writeln!(out, "  n{at}[\"{}\"]", label(&party.entity.short));
    }
    for payment in &tables.payments {
        // Dotted: not signed yet.
        let arrow = if payment.arc.status.is_firm() { "-->" } else { "-.->" };
        let (from, to) = (place(payment.payer.as_str()), place(payment.payee.as_str()));
        let says = format!(
            "{}, {}, {}",
            payment.arc.kind,
            payment.arc.value.words(tables.register.base),
            payment.arc.status.words()
        );
        let _ = writeln!(out, "  n{from} {arrow}|\"{}\"| n{to}", label(&says));
    }
    let too_much = |message: String| {
        let help = "ask for less: --through ENTITY, --status signed, --min-amount 1B, --kind equity,cloud".to_owned();
        Err(ExportError::TooMuch { message, help })
    };
    if tables.edges() > MAX_EDGES {
        return too_much(format!("{} arrows are more than the {MAX_EDGES} that Mermaid draws", tables.edges()));
    }
    if out.chars().count() >= MAX_TEXT {
        return too_much(format!("the diagram is longer than the {MAX_TEXT} characters that Mermaid draws"));
    }
    Ok(out.into_bytes())
}

/// A text within quotes: whatever could mean anything to Mermaid, its directives, HTML or formulas becomes a number.
fn label(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | ',' | '.' | '-' | '(' | ')' | '\'' | ':' | '/' => out.push(c),
            c if c.is_ascii() => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    // An empty label is no label.
    if out.is_empty() { " ".to_owned() } else { out }
}

/// A comment that cannot begin a directive (`%%{`).
fn comment(text: &str) -> String {
    one_line(text).replace(['%', '{', '}'], " ")
}
