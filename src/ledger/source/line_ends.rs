//! The line ends of old Macs.

use std::io::{self, Read};

/// Whether a text that begins so ends its lines with a carriage return alone. A last one may be half of a pair.
pub(super) fn are_returns(head: &[u8]) -> bool {
    memchr::memchr(b'\n', head).is_none() && head.len() > 1 && head[..head.len() - 1].contains(&b'\r')
}

/// Makes every carriage return a line end, also one in quotes: such a file has no other line ends to tell them apart
/// by.
pub(super) struct Returns<R>(pub(super) R);

impl<R: Read> Read for Returns<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.0.read(buffer)?;
        for byte in &mut buffer[..len] {
            if *byte == b'\r' {
                *byte = b'\n';
            }
        }
        Ok(len)
    }
}
