//! The objects of a JSON text, one by one, before they are understood: where each begins and ends.

use std::io::{self, Read};

use super::refusal::Refusal;

/// The longest object, in bytes.
const MOST_BYTES: usize = 1 << 24;
/// How much is read at a time.
const PIECE: usize = 1 << 16;

pub(super) struct Scanner<R> {
    raw: R,
    buffer: Vec<u8>,
    /// What was taken of the buffer.
    at: usize,
    is_over: bool,
    /// The line of what comes next, from 1.
    line: u64,
    /// Whether the objects stand in a list, and whether there was one before.
    in_list: bool,
    has_begun: bool,
}

impl<R: Read> Scanner<R> {
    /// Looks whether the text is a list.
    pub(super) fn new(raw: R) -> io::Result<Self> {
        let mut own =
            Self { raw, buffer: Vec::new(), at: 0, is_over: false, line: 1, in_list: false, has_begun: false };
        while own.buffer.len() < 3 && own.more()? {}
        if own.buffer.starts_with(b"\xef\xbb\xbf") {
            own.at = 3;
        }
        own.in_list = own.peek()? == Some(b'[');
        if own.in_list {
            own.at += 1;
        }
        Ok(own)
    }

    /// The next object, and the line on which it begins.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, &[u8])>> {
        let mut next = self.peek()?;
        if self.in_list {
            match next {
                Some(b']') => {
                    self.in_list = false;
                    self.at += 1;
                    return match self.peek()? {
                        None => Ok(None),
                        Some(_) => Err(self.fail("goes on after the end of the list")),
                    };
                }
                Some(b',') if self.has_begun => {
                    self.at += 1;
                    next = self.peek()?;
                }
                Some(_) if self.has_begun => return Err(self.fail("has no comma after an object of the list")),
                None => return Err(cut_off()),
                Some(_) => {}
            }
        }
        match next {
            None => Ok(None),
            Some(b'{') => {
                self.has_begun = true;
                let line = self.line;
                let end = self.end()?;
                let start = std::mem::replace(&mut self.at, end);
                let object = &self.buffer[start..end];
                self.line += memchr::memchr_iter(b'\n', object).count() as u64;
                Ok(Some((line, object)))
            }
            Some(_) => Err(self.fail("is no object, as the others are")),
        }
    }

    /// The next byte that is not blank.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            while let Some(&byte) = self.buffer.get(self.at) {
                match byte {
                    b' ' | b'\t' | b'\r' => {}
                    b'\n' => self.line += 1,
                    other => return Ok(Some(other)),
                }
                self.at += 1;
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// Where the object at hand ends.
    fn end(&mut self) -> io::Result<usize> {
        // Of the object: what was taken before it may go when more is read.
        let mut seen = 0;
        let (mut depth, mut in_string) = (0_u32, false);
        loop {
            let object = &self.buffer[self.at..];
            while let Some(&byte) = object.get(seen) {
                if in_string {
                    match memchr::memchr2(b'"', b'\\', &object[seen..]) {
                        None => seen = object.len(),
                        Some(length) if object[seen + length] == b'"' => {
                            seen += length + 1;
                            in_string = false;
                        }
                        // What is escaped is not yet there.
                        Some(length) if seen + length + 1 == object.len() => {
                            seen += length;
                            break;
                        }
                        Some(length) => seen += length + 2,
                    }
                    continue;
                }
                seen += 1;
                match byte {
                    b'"' => in_string = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return Ok(self.at + seen);
                }
            }
            if seen > MOST_BYTES {
                return Err(self.fail("begins an object that is longer than 16 MB, or has no end"));
            }
            if !self.more()? {
                return Err(cut_off());
            }
        }
    }

    /// Reads on; false at the end.
    fn more(&mut self) -> io::Result<bool> {
        if self.is_over {
            return Ok(false);
        }
        self.buffer.drain(..std::mem::take(&mut self.at));
        let len = self.buffer.len();
        self.is_over = self.raw.by_ref().take(PIECE as u64).read_to_end(&mut self.buffer)? == 0;
        Ok(self.buffer.len() > len)
    }

    fn fail(&self, says: &str) -> io::Error {
        let help = "write one object on each line, or a list of objects: `jq -c '.[]'` makes lines of a list";
        Refusal::help(format!("line {} {says}", self.line), help).into()
    }
}

fn cut_off() -> io::Error {
    Refusal::help("the JSON is cut off in the middle", "fetch or copy the file again, whole").into()
}
