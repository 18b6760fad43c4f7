//! Words in lines.

use unicode_width::UnicodeWidthStr as _;

/// Words in lines of at most `width` columns; a longer word has a line of its own.
pub(crate) fn wrap(text: &str, first: &str, rest: &str, width: usize) -> String {
    let mut out = String::new();
    for paragraph in text.lines() {
        let mut line = first.to_owned();
        let mut bare = true;
        for word in paragraph.split_whitespace() {
            if !bare && line.width() + 1 + word.width() > width {
                out += &line;
                out.push('\n');
                rest.clone_into(&mut line);
                bare = true;
            }
            if !bare {
                line.push(' ');
            }
            line += word;
            bare = false;
        }
        out += &line;
        out.push('\n');
    }
    out
}
