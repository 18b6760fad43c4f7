//! Compressed streams: gzip, Zstandard, bzip2 and xz, of which each file may hold several, one after the other.

use std::io::{self, BufReader, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::{refusal::Refusal, zstd::Frames};

/// How much of a compressed file is read at a time.
const BUFFER: usize = 1 << 18;

/// The most memory for unpacking xz, in kB: that of `xz -9` is 65 MB.
const MOST_XZ: u32 = 1 << 18;

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Packing {
    /// Of a stream that begins so.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // The frames of Zstandard: one kind holds data, sixteen are skipped.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            // A first block, or the end of an empty stream.
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, ..] | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, ..] => {
                Some(Self::Bzip2)
            }
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "Zstandard",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
        }
    }

    /// What is in a stream. It never holds more than its window in memory, however much it unpacks to.
    pub(super) fn unpack(self, raw: impl Read + Send + 'static) -> Box<dyn Read + Send> {
        let raw = BufReader::with_capacity(BUFFER, raw);
        let inner: Box<dyn Read + Send> = match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(raw)),
            Self::Zstd => Box::new(Frames::new(raw)),
            Self::Bzip2 => Box::new(MultiBzDecoder::new(raw)),
            Self::Xz => Box::new(XzReader::new_mem_limit(raw, true, MOST_XZ)),
        };
        Box::new(Checked { inner, packing: self.name() })
    }
}

/// Says in one way what the unpackers say in four.
pub(super) struct Checked<R> {
    pub(super) inner: R,
    /// What the stream is, in a sentence.
    pub(super) packing: &'static str,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let is_of_the_file = error.raw_os_error().is_some() || Refusal::is(&error);
            if is_of_the_file || error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            let packing = self.packing;
            if ends_early(&error) {
                return Refusal::help(
                    format!("the {packing} stream is cut off in the middle"),
                    "fetch or copy the file again, whole",
                )
                .into();
            }
            Refusal::help(format!("the {packing} stream is damaged: {error}"), "fetch or copy the file again").into()
        })
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
