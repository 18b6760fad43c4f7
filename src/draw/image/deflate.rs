//! Compression of what a PDF holds.

use flate2::{Compression, write::ZlibEncoder};

use super::ImageError;

/// The bytes, compressed as a PDF wants them.
pub(super) fn deflate(bytes: &[u8]) -> Result<Vec<u8>, ImageError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    std::io::Write::write_all(&mut encoder, bytes).map_err(ImageError::refused)?;
    encoder.finish().map_err(ImageError::refused)
}
