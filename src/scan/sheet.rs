//! Many loops in one text or file.

use std::io::{self, Write};

#[cfg(feature = "parquet")]
use super::parquet::Columns;
use super::{chunk::Chunk, csv, format::Format, listing::Listing};

/// Where loops are written, chunk by chunk.
#[derive(Debug)]
pub struct Sheet<'l, W> {
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "only columns look payments up"))]
    listing: &'l Listing<'l>,
    format: Format,
    /// Where the bytes go.
    pub out: W,
    /// How many loops were written.
    pub written: u64,
    #[cfg(feature = "parquet")]
    columns: Option<Columns>,
}

impl<'l, W: Write> Sheet<'l, W> {
    /// Begins it. `counts` is whether each line stands for a number of loops.
    ///
    /// # Errors
    /// If `out` takes no more.
    pub fn new(listing: &'l Listing<'l>, format: Format, counts: bool, mut out: W) -> io::Result<Self> {
        let mut head = Vec::new();
        if format == Format::Csv {
            csv::header(listing, counts, &mut head);
        } else if format == Format::Json {
            head.extend_from_slice(b"{\"schema\":\"roundtrip/scan/1\",\"loops\":[");
        }
        out.write_all(&head)?;
        Ok(Self {
            #[cfg(feature = "parquet")]
            columns: (format == Format::Parquet).then(|| Columns::new(listing, counts)).transpose()?,
            listing,
            format,
            out,
            written: 0,
        })
    }

    /// Writes the loops of a chunk, up to a limit of all; whether there were more.
    ///
    /// # Errors
    /// If `out` takes no more.
    pub fn put(&mut self, chunk: &Chunk, limit: u64) -> io::Result<bool> {
        let room = usize::try_from(limit - self.written).unwrap_or(usize::MAX);
        let count = chunk.ends.len().min(room);
        #[cfg(feature = "parquet")]
        if let Some(columns) = &mut self.columns {
            columns.add(self.listing, chunk, count)?;
            columns.drain(&mut self.out)?;
            self.written += count as u64;
            return Ok(chunk.ends.len() > room);
        }
        let end = count.checked_sub(1).map_or(0, |last| chunk.ends[last]);
        // In a document, the first loop has no comma before it.
        let start = usize::from(self.format == Format::Json && self.written == 0 && end > 0);
        self.out.write_all(&chunk.text[start..end])?;
        self.written += count as u64;
        Ok(chunk.ends.len() > room)
    }

    /// Ends it, of `count` loops that were found.
    ///
    /// # Errors
    /// If `out` takes no more.
    pub fn finish(&mut self, complete: bool, count: u64) -> io::Result<()> {
        #[cfg(feature = "parquet")]
        if let Some(columns) = self.columns.take() {
            columns.finish(self.listing, &mut self.out)?;
        }
        if self.format == Format::Json {
            writeln!(self.out, "\n],\"complete\":{complete},\"count\":{count}}}")?;
        }
        Ok(())
    }
}
