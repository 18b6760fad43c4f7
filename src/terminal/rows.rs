//! How many rows of a screen a text takes.

/// Counts the rows of a text that comes in parts.
#[derive(Debug)]
pub(crate) struct Rows {
    columns: usize,
    /// Full rows so far.
    pub(crate) count: usize,
    /// Characters in the row that is not full.
    at: usize,
    /// Within the code of a colour, which takes no place.
    in_code: bool,
}

impl Rows {
    pub(crate) fn new(columns: usize) -> Self {
        Self { columns: columns.max(1), count: 0, at: 0, in_code: false }
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match byte {
                b'\n' => (self.count, self.at) = (self.count + 1, 0),
                0x1b => self.in_code = true,
                _ if self.in_code => self.in_code = !byte.is_ascii_alphabetic(),
                // A byte within a character.
                0x80..=0xbf => {}
                _ if self.at == self.columns => (self.count, self.at) = (self.count + 1, 1),
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_take_several_rows_and_colours_none() {
        let rows = |text: &str| {
            let mut rows = Rows::new(4);
            rows.take(text.as_bytes());
            rows.count
        };
        assert_eq!((rows(""), rows("abcd"), rows("abcd\n"), rows("abcde\n")), (0, 0, 1, 2));
        assert_eq!((rows("äöüß\n"), rows("\u{1b}[1mabcd\u{1b}[0m\n"), rows("\n\n")), (1, 1, 2));
    }
}
