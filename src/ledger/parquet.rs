//! A ledger in Parquet: columns of values → rows of the same kind as those of a text.

use std::fs::File;

use parquet::{
    basic::{ConvertedType, LogicalType, TimeUnit, Type},
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::DataType,
    errors::ParquetError,
    file::reader::{FileReader, SerializedFileReader},
    schema::types::ColumnDescriptor,
};

use super::{
    cells::{Cell, Quotes},
    columns::Layout,
    error::{Flaw, LedgerError},
    head::{self, Named, Said},
    intern::Interner,
    party::party,
    piece::{Piece, Row, With, day_and_clock, excerpt},
    read::{Table, Watch},
    reading::Reading,
    role::Role,
    times,
    value::Value,
};

/// How many rows a thread reads at a time, and how many such parts make a block.
const PART: usize = 1 << 13;
const PARTS: usize = 16;

/// Some rows: the values of each slot.
type Part = Vec<Vec<Value>>;

/// Reads a file, row group after row group; the next block is decoded while one is taken in.
pub(super) fn read(table: &mut Table, file: File, reading: &Reading, watch: Watch<'_>) -> Result<(), LedgerError> {
    let reader = SerializedFileReader::new(file).map_err(wrong)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let header: Vec<String> = schema.columns().iter().map(|column| column.path().string()).collect();
    let mut said = Said { has_header: true, ..Said::default() };
    let layout = head::layout(Named { header, separator: b',', rows: &[] }, reading, table.told(), &mut said)?;
    for &column in layout.columns.iter().flatten() {
        if Kind::of(&schema.column(column)).is_none() {
            let message = format!("column `{}` has a type that no ledger needs", layout.header[column]);
            return Err(LedgerError::Parquet { source: message.into() });
        }
    }
    let bytes = |group: usize| u64::try_from(reader.metadata().row_group(group).compressed_size()).unwrap_or(0);
    let total = (0..reader.num_row_groups()).map(bytes).sum();
    let mut done = 0;
    let read: Vec<usize> = layout.columns.iter().flatten().copied().collect();
    table.begin(layout, said, None)?;
    for group in 0..reader.num_row_groups() {
        let mut columns = open(&reader, group, &read)?;
        let mut parts = next(&mut columns)?;
        while !parts.is_empty() {
            watch.at(done, total)?;
            let (following, added) = rayon::join(
                || next(&mut columns),
                || table.add(parts, |piece, part, layout, known| take(piece, &part, layout, known)),
            );
            added?;
            parts = following?;
        }
        done += bytes(group);
    }
    Ok(())
}

fn wrong(error: ParquetError) -> LedgerError {
    LedgerError::Parquet { source: Box::new(error) }
}

/// Reads the rows of a part into a piece.
fn take(piece: &mut Piece, part: &Part, layout: &Layout, known: &Interner) {
    let with = With { layout, known, is_utf8: false };
    let mut texts: Vec<String> = vec![String::new(); part.len()];
    let mut joined = [Vec::new(), Vec::new(), Vec::new()];
    for at in 0..part.first().map_or(0, Vec::len) {
        // A part of a name or of a time is taken as its text; a time or an amount alone, by its type.
        let cells: Vec<Cell<'_>> = part
            .iter()
            .zip(&mut texts)
            .map(|(values, text)| Cell { text: values[at].name(text), quotes: Quotes::None, is_last: false })
            .collect();
        let own = |role: Role| &cells[layout.places[role as usize].clone()];
        let value = |role: Role| part.get(layout.places[role as usize].start).map(|values| &values[at]);
        let [payer, payee, day] = &mut joined;
        let time = value(Role::Time).filter(|_| layout.has(Role::Time)).map(|first| match own(Role::Time) {
            [cell] => first.time(cell.text, &layout.how),
            several => times::read(day_and_clock(several, day), &layout.how),
        });
        let amount = value(Role::Amount)
            .filter(|_| layout.has(Role::Amount))
            .zip(own(Role::Amount).first())
            .map(|(value, cell)| value.amount(cell.text, &layout.how, &mut piece.found.signs));
        let row = Row {
            payer: party(own(Role::From), &layout.how, payer),
            payee: party(own(Role::To), &layout.how, payee),
            time,
            amount,
            currency: own(Role::Currency).first().map(|cell| cell.text),
        };
        piece.row(row, with, |role| excerpt(&own(role).iter().map(|cell| cell.text).collect::<Vec<_>>().join(&b' ')));
    }
    piece.accounts.look_up(known);
}

/// A column of a row group.
struct Column {
    reader: ColumnReader,
    kind: Kind,
    /// Of a value that is there.
    level: i16,
}

/// Columns of a row group.
fn open(reader: &SerializedFileReader<File>, group: usize, read: &[usize]) -> Result<Vec<Column>, LedgerError> {
    let group = reader.get_row_group(group).map_err(wrong)?;
    let column = |&index: &usize| {
        let about = reader.metadata().file_metadata().schema_descr().column(index);
        let kind =
            Kind::of(&about).ok_or_else(|| LedgerError::Parquet { source: "a column has another type".into() })?;
        let reader = group.get_column_reader(index).map_err(wrong)?;
        Ok(Column { reader, kind, level: about.max_def_level() })
    };
    read.iter().map(column).collect()
}

/// The next rows of a row group, in parts; none at its end. The columns are read one after the other: all of them move
/// the position in one file.
fn next(columns: &mut [Column]) -> Result<Vec<Part>, LedgerError> {
    let mut parts = Vec::new();
    for _ in 0..PARTS {
        let part: Part = columns.iter_mut().map(Column::next).collect::<Result<_, _>>().map_err(wrong)?;
        let rows = part.first().map_or(0, Vec::len);
        if part.iter().any(|values| values.len() != rows) {
            return Err(LedgerError::Parquet { source: "its columns are not of the same length".into() });
        }
        if rows == 0 {
            break;
        }
        parts.push(part);
    }
    Ok(parts)
}

impl Column {
    /// At most so many values as make a part.
    fn next(&mut self) -> Result<Vec<Value>, ParquetError> {
        let (kind, level) = (self.kind, self.level);
        match &mut self.reader {
            ColumnReader::BoolColumnReader(_) => Ok(Vec::new()),
            ColumnReader::Int32ColumnReader(reader) => {
                values(reader, level, |value| kind.whole(value.into(), value.cast_unsigned().into()))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                values(reader, level, |value| kind.whole(value, value.cast_unsigned()))
            }
            ColumnReader::Int96ColumnReader(reader) => values(reader, level, |value| Value::julian(&value)),
            ColumnReader::FloatColumnReader(reader) => values(reader, level, Value::Single),
            ColumnReader::DoubleColumnReader(reader) => values(reader, level, Value::Double),
            ColumnReader::ByteArrayColumnReader(reader) => values(reader, level, |value| match kind {
                Kind::Decimal(places) => Value::big_endian(value.data(), places),
                _ => Value::Text(value),
            }),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => values(reader, level, |value| match kind {
                Kind::Decimal(places) => Value::big_endian(value.data(), places),
                _ => Value::Text(value.into()),
            }),
        }
    }
}

/// The next values of a column; a value is there if its level is the highest.
fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    level: i16,
    value: impl Fn(T::T) -> Value,
) -> Result<Vec<Value>, ParquetError> {
    let (mut levels, mut there) = (Vec::new(), Vec::new());
    let mut rows = 0;
    while rows < PART {
        let (more, ..) = reader.read_records(PART - rows, Some(&mut levels), None, &mut there)?;
        if more == 0 {
            break;
        }
        rows += more;
    }
    if level == 0 {
        return Ok(there.into_iter().map(value).collect());
    }
    let mut there = there.into_iter();
    let mut next = || there.next().map_or(Value::Lacking(Flaw::Empty), &value);
    Ok(levels.into_iter().map(|own| if own == level { next() } else { Value::Lacking(Flaw::Empty) }).collect())
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Float,
    Signed,
    Unsigned,
    Decimal(u8),
    Day,
    Moment(u8),
}

impl Kind {
    /// None if a ledger has no use for it.
    fn of(column: &ColumnDescriptor) -> Option<Self> {
        if column.max_rep_level() > 0 {
            return None;
        }
        let places = |scale: i32| Some(Self::Decimal(scale.try_into().ok()?));
        Some(match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::String | LogicalType::Enum | LogicalType::Json), _) => Self::Text,
            (Some(LogicalType::Integer(whole)), _) if whole.is_signed => Self::Signed,
            (Some(LogicalType::Integer(_)), _)
            | (
                None,
                ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64,
            ) => Self::Unsigned,
            (Some(LogicalType::Decimal(decimal)), _) => places(decimal.scale)?,
            (None, ConvertedType::DECIMAL) => places(column.type_scale())?,
            (Some(LogicalType::Date), _) | (None, ConvertedType::DATE) => Self::Day,
            (Some(LogicalType::Timestamp(moment)), _) => Self::Moment(match moment.unit {
                TimeUnit::MILLIS => 3,
                TimeUnit::MICROS => 6,
                TimeUnit::NANOS => 9,
            }),
            (None, ConvertedType::TIMESTAMP_MILLIS) => Self::Moment(3),
            (None, ConvertedType::TIMESTAMP_MICROS) => Self::Moment(6),
            (None, _) => match column.physical_type() {
                Type::INT32 | Type::INT64 => Self::Signed,
                Type::INT96 => Self::Moment(9),
                Type::FLOAT | Type::DOUBLE => Self::Float,
                Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY => Self::Text,
                Type::BOOLEAN => return None,
            },
            _ => return None,
        })
    }

    /// A whole number of 32 or 64 bits, as signed and as unsigned.
    fn whole(self, signed: i64, unsigned: u64) -> Value {
        match self {
            Self::Unsigned => Value::Decimal { units: unsigned.into(), places: 0 },
            Self::Decimal(places) => Value::Decimal { units: signed.into(), places },
            Self::Moment(places) => Value::Moment { units: signed.into(), places },
            Self::Day => Value::Day(signed),
            Self::Signed | Self::Text | Self::Float => Value::Decimal { units: signed.into(), places: 0 },
        }
    }
}
