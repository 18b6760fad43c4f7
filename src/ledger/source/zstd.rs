//! Zstandard: all the frames of a file.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

/// All the frames of a Zstandard file, one after the other, their checksums verified.
pub(super) struct Frames<R> {
    raw: R,
    /// The frame at hand.
    frame: Option<FrameDecoder>,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(raw: R) -> Self {
        Self { raw, frame: None }
    }

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
