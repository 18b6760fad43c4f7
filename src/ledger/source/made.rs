//! A text that is made piece by piece.

use std::io::{self, Read};

/// Something that makes a text.
pub(super) trait Maker {
    /// Adds the next piece; nothing at the end of the text.
    fn make(&mut self, text: &mut Vec<u8>) -> io::Result<()>;
}

/// Reads what is made.
pub(super) struct Made<M> {
    maker: M,
    piece: Vec<u8>,
    /// How much of the piece has been read.
    at: usize,
}

impl<M: Maker> Made<M> {
    pub(super) fn by(maker: M) -> Self {
        Self { maker, piece: Vec::new(), at: 0 }
    }
}

impl<M: Maker> Read for Made<M> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() {
            self.piece.clear();
            self.at = 0;
            self.maker.make(&mut self.piece)?;
        }
        let rest = &self.piece[self.at..];
        let len = rest.len().min(buffer.len());
        buffer[..len].copy_from_slice(&rest[..len]);
        self.at += len;
        Ok(len)
    }
}
