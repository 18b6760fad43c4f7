//! Compressed streams: gzip, Zstandard, bzip2 and xz, of which each file may hold several, one after the other.

use std::{
    io::{self, BufReader, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

#[cfg(feature = "files")]
use bzip2::bufread::MultiBzDecoder;
#[cfg(feature = "files")]
use flate2::bufread::DeflateDecoder;
use flate2::bufread::MultiGzDecoder;
#[cfg(feature = "files")]
use lzma_rust2::XzReader;

use super::{refusal::Refusal, zstd::Frames};

/// How much of a compressed file is read at a time.
const BUFFER: usize = 1 << 18;

/// The most memory for unpacking xz, in kB: that of `xz -9` is 65 MB.
#[cfg(feature = "files")]
const MOST_XZ: u32 = 1 << 17;
/// What unpacks to more than these bytes and to so many times the size of the file is no table that anybody has kept.
const MUCH: u64 = 256 << 20;
const MOST_TIMES: u64 = 250;

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    #[cfg(feature = "files")]
    Bzip2,
    #[cfg(feature = "files")]
    Xz,
    /// As in a ZIP archive, without any mark.
    #[cfg(feature = "files")]
    Deflate,
}

/// Whether a stream of bzip2 begins so: with a first block, or with the end of an empty stream.
pub(super) fn is_bzip2(head: &[u8]) -> bool {
    matches!(head, [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, ..] | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, ..])
}

/// Whether a stream of xz begins so.
pub(super) fn is_xz(head: &[u8]) -> bool {
    head.starts_with(b"\xfd7zXZ\0")
}

impl Packing {
    /// Of a stream that begins so.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // The frames of Zstandard: one kind holds data, sixteen are skipped.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            #[cfg(feature = "files")]
            _ if is_bzip2(head) => Some(Self::Bzip2),
            #[cfg(feature = "files")]
            _ if is_xz(head) => Some(Self::Xz),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "Zstandard",
            #[cfg(feature = "files")]
            Self::Bzip2 => "bzip2",
            #[cfg(feature = "files")]
            Self::Xz => "xz",
            #[cfg(feature = "files")]
            Self::Deflate => "ZIP",
        }
    }

    /// What is in a stream. Of it, only a window is held in memory; `done` counts the bytes of the file on disk.
    pub(super) fn unpack(self, raw: impl Read + Send + 'static, done: &Arc<AtomicU64>) -> Box<dyn Read + Send> {
        let raw = BufReader::with_capacity(BUFFER, raw);
        let inner: Box<dyn Read + Send> = match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(raw)),
            Self::Zstd => Box::new(Frames::new(raw)),
            #[cfg(feature = "files")]
            Self::Bzip2 => Box::new(MultiBzDecoder::new(raw)),
            #[cfg(feature = "files")]
            Self::Xz => Box::new(XzReader::new_mem_limit(raw, true, MOST_XZ)),
            #[cfg(feature = "files")]
            Self::Deflate => Box::new(DeflateDecoder::new(raw)),
        };
        Box::new(Unpacked { inner, packing: self.name(), done: Arc::clone(done), len: 0 })
    }
}

/// Says in one way what the unpackers say in four, and stops what unpacks to far too much.
struct Unpacked {
    inner: Box<dyn Read + Send>,
    packing: &'static str,
    done: Arc<AtomicU64>,
    /// How much it has been unpacked to.
    len: u64,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.read(buffer).map_err(|error| self.told(error))?;
        self.len += len as u64;
        if self.len > MUCH && self.len / MOST_TIMES > self.done.load(Relaxed) {
            let says = format!("it unpacks to more than {MOST_TIMES} times its size");
            return Err(Refusal::help(says, "if that is right, unpack it and name the file").into());
        }
        Ok(len)
    }
}

impl Unpacked {
    fn told(&self, error: io::Error) -> io::Error {
        let is_of_the_file = error.raw_os_error().is_some() || Refusal::is(&error);
        if is_of_the_file || error.kind() == io::ErrorKind::Interrupted {
            return error;
        }
        let packing = self.packing;
        let (says, help) = if ends_early(&error) {
            (format!("the {packing} stream is cut off in the middle"), "fetch or copy the file again, whole")
        } else {
            (format!("the {packing} stream is damaged: {error}"), "fetch or copy the file again")
        };
        Refusal::help(says, help).into()
    }
}

/// Whether the end of the file is what is behind an error.
fn ends_early(error: &io::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|own| own.kind() == io::ErrorKind::UnexpectedEof) {
            return true;
        }
        // An `io::Error` hides what it holds from `source`.
        cause = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_too_much_is_stopped() {
        let unpacked = |done: u64| {
            let done = Arc::new(AtomicU64::new(done));
            let inner = Box::new(io::repeat(b'x').take(1 << 16));
            Unpacked { inner, packing: "gzip", done, len: MUCH }
        };
        let most = MUCH / MOST_TIMES;
        assert!(io::copy(&mut unpacked(most + (1 << 16)), &mut io::sink()).is_ok());
        let error = io::copy(&mut unpacked(most / 2), &mut io::sink()).expect_err("too much");
        assert_eq!(error.to_string(), "it unpacks to more than 250 times its size");
    }
}
