//! Bytes from a file: plain, gzip or Zstandard, told apart by how they begin and not by the file's name.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

/// A text to read, and how much of it has been.
pub(super) struct Source<'a> {
    /// The text, decompressed.
    pub(super) text: Box<dyn Read + Send + 'a>,
    /// Bytes read so far, of the file as it is on disk.
    pub(super) done: Arc<AtomicU64>,
    /// Bytes of the file; 0 if that is unknown.
    pub(super) total: u64,
}

/// What a file turned out to be.
pub(super) enum Opened {
    /// A text, perhaps compressed.
    Text(Source<'static>),
    /// Parquet, which needs random access to the file.
    Parquet(#[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "read by the feature"))] File),
}

impl<'a> Source<'a> {
    /// A text in memory.
    pub(super) fn bytes(text: &'a [u8]) -> Self {
        Self::counted(text, text.len() as u64, |text| Box::new(text))
    }

    fn counted<R>(raw: R, total: u64, text: impl FnOnce(Counted<R>) -> Box<dyn Read + Send + 'a>) -> Self {
        let done = Arc::new(AtomicU64::new(0));
        Self { text: text(Counted { raw, done: Arc::clone(&done) }), done, total }
    }
}

/// How much of a compressed file is read at a time.
const BUFFER: usize = 1 << 18;

/// Opens a file, or a pipe.
pub(super) fn open(path: &Path) -> io::Result<Opened> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    let total = if about.is_file() { about.len() } else { 0 };
    let mut head = Vec::new();
    file.by_ref().take(4).read_to_end(&mut head)?;
    if head == *b"PAR1" {
        return Ok(Opened::Parquet(file));
    }
    // The frames of Zstandard: one kind holds data, sixteen are skipped.
    let is_zstd = matches!(*head, [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18]);
    let is_gzip = head.starts_with(&[0x1f, 0x8b]);
    Ok(Opened::Text(Source::counted(Cursor::new(head).chain(file), total, |raw| {
        if is_zstd {
            Box::new(Frames { raw: BufReader::with_capacity(BUFFER, raw), frame: None })
        } else if is_gzip {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, raw)))
        } else {
            Box::new(raw)
        }
    })))
}

/// Counts what is read.
struct Counted<R> {
    raw: R,
    done: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.raw.read(buffer)?;
        self.done.fetch_add(len as u64, Relaxed);
        Ok(len)
    }
}

/// All the frames of a Zstandard file, one after the other, their checksums verified.
struct Frames<R> {
    raw: R,
    /// The frame at hand.
    frame: Option<FrameDecoder>,
}

impl<R: BufRead> Frames<R> {
    /// Begins the next frame; false at the end of the file.
    fn advance(&mut self) -> io::Result<bool> {
        while !self.raw.fill_buf()?.is_empty() {
            // It refuses frames that would need more than 128 MB to be read, as the `zstd` program does.
            let mut frame = FrameDecoder::new();
            match frame.init(&mut self.raw) {
                Ok(()) => {
                    self.frame = Some(frame);
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.raw.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            let Some(frame) = &mut self.frame else {
                if self.advance()? {
                    continue;
                }
                break;
            };
            if frame.can_collect() > 0 {
                return frame.read(buffer);
            }
            if !frame.is_finished() {
                frame.decode_blocks(&mut self.raw, BlockDecodingStrategy::UptoBlocks(1)).map_err(io::Error::other)?;
                continue;
            }
            let stated = frame.get_checksum_from_data();
            if stated.is_some() && stated != frame.get_calculated_checksum() {
                return Err(io::Error::other("the checksum is not that of the data"));
            }
            self.frame = None;
        }
        Ok(0)
    }
}
