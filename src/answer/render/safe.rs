//! Labels are hostile until escaped: for a terminal, for a spreadsheet, for Markdown.

use crate::answer::notes;

/// A cell that a spreadsheet would take for a formula is made a text by a quote in front. A plain number may begin with
/// a minus.
pub(crate) fn harmless(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Whether a spreadsheet would take a cell for a formula.
pub(crate) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
}

/// Text for a terminal, which obeys control characters: those, and what changes the order of reading, are shown as
/// characters that cannot be shown. Registers are rid of them when they are read; ledgers and file names are not. The marks
/// around the numbers of sources are left out.
pub(crate) fn visible(text: &str) -> String {
    let hostile = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let shown = text.chars().filter(|c| !matches!(*c, notes::OPEN | notes::CLOSE));
    shown.map(|c| if hostile(c) { '\u{fffd}' } else { c }).collect()
}

/// An address within `<` and `>` or in the brackets of a Markdown link: what would end it, or be read as a mark of
/// Markdown, stands as its bytes, which address the same page.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        let plain = c.is_ascii_alphanumeric() || "-._~:/?@!$&'+,;=%#".contains(c);
        if plain {
            out.push(c);
            continue;
        }
        for byte in c.to_string().bytes() {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

/// Text in Markdown, with the numbers of sources as references to footnotes, of which there are `footnotes`.
pub(super) fn markdown_citing(text: &str, footnotes: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once(notes::OPEN) {
        out += &markdown(before);
        let numbered = marked.split_once(notes::CLOSE).and_then(|(inside, after)| {
            let references: Vec<String> =
                notes::numbers(inside, footnotes)?.iter().map(|number| format!("[^{number}]")).collect();
            Some((references.join(" "), after))
        });
        rest = match numbered {
            Some((references, after)) => {
                out += &references;
                after
            }
            None => marked,
        };
    }
    out + &markdown(rest)
}

/// Text in Markdown: shown as it is written.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '\\' | '`' | '*' | '[' | ']' | '|' | '#' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_nothing() {
        for (cell, safe) in [("=1+1", "'=1+1"), ("+1", "+1"), ("-1", "-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx")]
        {
            assert_eq!(harmless(cell), safe);
        }
    }

    #[test]
    fn a_terminal_obeys_nothing() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\r\n\tc"), "a\u{fffd}[31m\u{fffd}b\u{fffd}\n\tc");
    }

    #[test]
    fn markdown_shows_what_is_written() {
        assert_eq!(markdown("a|b <c> [d](e)"), "a\\|b &lt;c&gt; \\[d\\](e)");
    }
}
