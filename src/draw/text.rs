//! Words fitted into a width: wrapped, or shortened with a visible ellipsis.

use super::metrics::{Weight, width};

/// Longest text that is looked at at all, in characters: nobody reads more on a picture.
const LONGEST: usize = 2_000;

/// `text` on one line of at most `room` px; what does not fit gives way to an ellipsis.
pub(super) fn shorten(text: &str, room: f64, size: f64, weight: Weight) -> String {
    let line = one_line(text);
    if width(&line, size, weight) <= room {
        return line;
    }
    let mut kept = String::new();
    let mut used = width("…", size, weight);
    for c in line.chars() {
        used += width(c.encode_utf8(&mut [0; 4]), size, weight);
        if used > room {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// `text` on lines of at most `room` px, at most `most` of them; the last one is shortened when more would follow.
pub(super) fn wrap(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    wrap_weight(text, room, (size, Weight::Regular), most)
}

/// As [`wrap`], in a face of the given size and weight.
pub(super) fn wrap_weight(text: &str, room: f64, face: (f64, Weight), most: usize) -> Vec<String> {
    let (size, weight) = face;
    let text = one_line(text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').flat_map(|word| pieces(word, room, face)) {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if width(&longer, size, weight) <= room || line.is_empty() {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|line| shorten(line, room, size, weight)).collect()
}

/// A word in pieces that fit into `room` px: an address may be longer than a line.
fn pieces(word: &str, room: f64, (size, weight): (f64, Weight)) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for c in word.chars() {
        let wide = width(c.encode_utf8(&mut [0; 4]), size, weight);
        if used + wide > room && used > 0.0 {
            pieces.push(String::new());
            used = 0.0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// White space of every kind as single spaces, and not more than [`LONGEST`] characters.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for (n, c) in text.chars().enumerate() {
        if n >= LONGEST {
            line.push('…');
            break;
        }
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// `1 loop`, `1,201 loops`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(number), if number == 1 { "" } else { "s" })
}

/// `1,201`.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number in a sentence: in words up to twelve, then `1,201`.
pub(super) fn number(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| thousands(number), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Weight, shorten, width, wrap};

    #[test]
    fn a_wall_of_text_is_shortened_and_says_so() {
        let short = shorten(&"x".repeat(10_000), 100.0, 14.0, Weight::Bold);
        assert!(short.ends_with('…') && width(&short, 14.0, Weight::Bold) <= 100.0);
    }

    #[test]
    fn lines_keep_to_their_room() {
        let lines = wrap("Chip makers and cloud giants fund the labs", 120.0, 14.0, 9);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 14.0, Weight::Regular) <= 120.0));
        assert_eq!(wrap("a b c d e f", 1.0, 14.0, 2).len(), 2);
        assert!(wrap("", 100.0, 14.0, 3).is_empty());
    }
}
