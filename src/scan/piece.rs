//! A short text that is copied very often.

/// Longest text that is copied as a block.
const BLOCK: usize = 32;

/// A text. A short one is copied as a whole block, of which what is too much is cut off again: a copy of a fixed length is
/// two instructions where one of any length is a call.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    block: [u8; BLOCK],
    len: usize,
    /// The text if it is longer than a block.
    long: Box<[u8]>,
}

impl Piece {
    pub(super) fn set(&mut self, text: &[u8]) {
        self.len = text.len();
        if let Some(block) = self.block.get_mut(..text.len()) {
            block.copy_from_slice(text);
        } else {
            self.long = text.into();
        }
    }

    /// Appends the text.
    #[inline]
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        if self.len <= BLOCK {
            let start = out.len();
            out.extend_from_slice(&self.block);
            out.truncate(start + self.len);
        } else {
            out.extend_from_slice(&self.long);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_copied_whole() {
        let mut piece = Piece::default();
        for len in [0, 1, BLOCK, BLOCK + 1, 3, 200, 0] {
            let text = vec![b'x'; len];
            piece.set(&text);
            let mut out = b"before".to_vec();
            piece.put(&mut out);
            assert_eq!(out, [&b"before"[..], &text].concat());
        }
    }
}
