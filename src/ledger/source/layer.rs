//! A file, or what was unpacked from one.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek},
    sync::{Arc, atomic::AtomicU64},
};

#[cfg(feature = "files")]
use super::{archive::Seekable, refusal::Refusal};
use super::{counted::Counted, kind::HEAD};

/// How much of an archive is held in memory, if it comes from a pipe or lies in another archive, in bytes.
#[cfg(feature = "files")]
const MOST_HELD: u64 = 256 << 20;

/// What a file holds, layer by layer.
pub(super) enum Layer {
    /// As it lies on disk.
    File(File),
    /// What comes from a pipe, or was unpacked.
    Stream(Box<dyn Read + Send>),
}

/// Reads the beginning of a stream, and puts it back.
pub(super) fn headed(mut raw: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, Vec<u8>)> {
    let mut head = Vec::new();
    raw.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((Box::new(Cursor::new(head.clone()).chain(raw)), head))
}

impl Layer {
    /// How it begins.
    pub(super) fn head(&mut self) -> io::Result<Vec<u8>> {
        match self {
            Self::File(file) => {
                let mut head = Vec::new();
                file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
                file.rewind()?;
                Ok(head)
            }
            Self::Stream(stream) => {
                let raw = std::mem::replace(stream, Box::new(io::empty()));
                let (raw, head) = headed(raw)?;
                *stream = raw;
                Ok(head)
            }
        }
    }

    /// From its beginning to its end. What is read of the file on disk is counted.
    pub(super) fn stream(self, done: &Arc<AtomicU64>) -> Box<dyn Read + Send> {
        match self {
            Self::File(file) => Box::new(Counted { raw: file, done: Arc::clone(done) }),
            Self::Stream(stream) => stream,
        }
    }

    /// At any place. What comes from a pipe is held in memory.
    #[cfg(feature = "files")]
    pub(super) fn seekable(self) -> io::Result<Box<dyn Seekable>> {
        match self {
            Self::File(file) => Ok(Box::new(file)),
            Self::Stream(stream) => {
                let mut bytes = Vec::new();
                stream.take(MOST_HELD + 1).read_to_end(&mut bytes)?;
                if bytes.len() as u64 > MOST_HELD {
                    let says =
                        format!("it is an archive of more than {} MB in a pipe or in an archive", MOST_HELD >> 20);
                    return Err(Refusal::help(says, "unpack it, and name the file").into());
                }
                Ok(Box::new(Cursor::new(bytes)))
            }
        }
    }
}
