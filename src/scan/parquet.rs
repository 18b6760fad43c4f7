//! Loops in Parquet: lists as lists, amounts as exact decimals, days as days.

mod field;

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use parquet::{
    basic::{Compression, ZstdLevel},
    data_type::{ByteArrayType, DataType, FixedLenByteArrayType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::parser::parse_message_type,
};

use super::{chunk::Chunk, id::DIGITS, listing::Listing};
use crate::circuits::Loop;
use field::{Field, Value, Values};

/// About how many payments a row group holds: one of its columns at a time is in memory.
const GROUP: usize = 1 << 19;

/// Loops as columns, written row group by row group.
pub(super) struct Columns {
    writer: SerializedFileWriter<Buffer>,
    /// What was written and not yet taken from here.
    buffer: Buffer,
    fields: Vec<Field>,
    /// The loops of the next row group.
    pending: Chunk,
}

/// Bytes between the writer, which can be sent to other threads, and an output that cannot.
#[derive(Debug, Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("fields", &self.fields).finish_non_exhaustive()
    }
}

impl Columns {
    pub(super) fn new(listing: &Listing<'_>, counts: bool) -> io::Result<Self> {
        let fields = Field::of(listing, counts);
        let declared: String = fields.iter().map(|field| field.declared(listing)).collect();
        let schema = parse_message_type(&format!("message loops {{ {declared} }}")).map_err(cause)?;
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(zstd).build();
        let buffer = Buffer::default();
        let writer = SerializedFileWriter::new(buffer.clone(), Arc::new(schema), Arc::new(properties));
        Ok(Self { writer: writer.map_err(cause)?, buffer, fields, pending: Chunk::default() })
    }

    /// Adds the first loops of a chunk, so many of them.
    pub(super) fn add(&mut self, listing: &Listing<'_>, chunk: &Chunk, count: usize) -> io::Result<()> {
        let own = &mut self.pending;
        let (start, end) = (own.rows.len(), count.checked_sub(1).map_or(0, |last| chunk.ends[last]));
        own.text.extend_from_slice(&chunk.text[..count * DIGITS]);
        own.rows.extend_from_slice(&chunk.rows[..end]);
        own.ends.extend(chunk.ends[..count].iter().map(|end| start + end));
        own.counts.extend(chunk.counts.iter().take(count));
        if own.rows.len() >= GROUP { self.write(listing) } else { Ok(()) }
    }

    /// Hands over what was written.
    pub(super) fn drain(&mut self, out: &mut impl Write) -> io::Result<()> {
        let bytes = std::mem::take(&mut *self.buffer.0.lock().unwrap_or_else(PoisonError::into_inner));
        out.write_all(&bytes)
    }

    pub(super) fn finish(mut self, listing: &Listing<'_>, out: &mut impl Write) -> io::Result<()> {
        if !self.pending.ends.is_empty() {
            self.write(listing)?;
        }
        self.writer.finish().map_err(cause)?;
        self.writer.flush()?;
        self.drain(out)
    }

    /// Writes a row group, column by column.
    fn write(&mut self, listing: &Listing<'_>) -> io::Result<()> {
        let ledger = listing.ledger();
        let mut group = self.writer.next_row_group().map_err(cause)?;
        let mut found = Loop::default();
        for field in &self.fields {
            let mut values = Values::default();
            let mut start = 0;
            for (at, &end) in self.pending.ends.iter().enumerate() {
                let rows = &self.pending.rows[start..end];
                start = end;
                found.rows.clear();
                found.rows.extend_from_slice(rows);
                found.vertices.clear();
                found.vertices.extend(rows.iter().map(|&row| ledger.payers()[row as usize]));
                let id = &self.pending.text[at * DIGITS..(at + 1) * DIGITS];
                let count = self.pending.counts.get(at).copied().unwrap_or(1);
                field.put(listing, (id, &found, count), &mut values)?;
            }
            if let Some(column) = group.next_column().map_err(cause)? {
                put(column, *field, values).map_err(cause)?;
            }
        }
        group.close().map_err(cause)?;
        self.pending.clear();
        Ok(())
    }
}

/// Writes the values of a column.
fn put(mut column: SerializedColumnWriter<'_>, field: Field, values: Values) -> Result<(), ParquetError> {
    fn typed<T: DataType>(
        column: &mut SerializedColumnWriter<'_>,
        values: &[T::T],
        levels: (Option<&[i16]>, Option<&[i16]>),
    ) -> Result<(), ParquetError> {
        column.typed::<T>().write_batch(values, levels.0, levels.1).map(drop)
    }
    let levels = (
        field.has_definitions().then_some(&values.definitions[..]),
        field.is_list().then_some(&values.repetitions[..]),
    );
    let (mut days, mut whole, mut texts, mut decimals) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for value in values.list {
        match value {
            Value::Small(value) => days.push(value),
            Value::Whole(value) => whole.push(value),
            Value::Text(value) => texts.push(value),
            Value::Decimal(value) => decimals.push(value),
        }
    }
    match column.untyped() {
        parquet::column::writer::ColumnWriter::Int32ColumnWriter(_) => typed::<Int32Type>(&mut column, &days, levels)?,
        parquet::column::writer::ColumnWriter::Int64ColumnWriter(_) => typed::<Int64Type>(&mut column, &whole, levels)?,
        parquet::column::writer::ColumnWriter::ByteArrayColumnWriter(_) => {
            typed::<ByteArrayType>(&mut column, &texts, levels)?;
        }
        _ => typed::<FixedLenByteArrayType>(&mut column, &decimals, levels)?,
    }
    column.close()
}

/// What went wrong, as an error of writing.
fn cause(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
