//! Ledgers in Parquet, written by the crate's own writer, are the same as in CSV.

use std::{fs::File, path::Path, sync::Arc};

use parquet::{
    basic::{Compression, ZstdLevel},
    column::writer::ColumnWriter,
    data_type::{ByteArray, FixedLenByteArray, Int96},
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use roundtrip::{
    ledger::{Ledger, LedgerError, Reading},
    model::Stop,
};

use super::{from_file, ledger, told};

/// The values of a column; those that are not there are left out and have level 0.
enum Values {
    Int(Vec<i32>),
    Long(Vec<i64>),
    Old(Vec<Int96>),
    Single(Vec<f32>),
    Double(Vec<f64>),
    Bool(Vec<bool>),
    Text(Vec<&'static str>),
    Bytes(Vec<Vec<u8>>),
    Fixed(Vec<Vec<u8>>),
}

/// A column: its declaration, its values and for optional ones their levels.
type Column = (&'static str, Values, Option<Vec<i16>>);

fn compressed(compression: Compression) -> WriterProperties {
    WriterProperties::builder().set_compression(compression).build()
}

/// Writes the columns twice, as two row groups.
fn write(path: &Path, columns: &[Column], properties: WriterProperties) {
    let schema: String = columns.iter().map(|(declared, ..)| format!("{declared}; ")).collect();
    let schema = parse_message_type(&format!("message ledger {{ {schema} }}")).expect("a schema");
    let file = File::create(path).expect("a file");
    let mut writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties)).expect("a writer");
    for _ in 0..2 {
        let mut group = writer.next_row_group().expect("a group");
        for (_, values, levels) in columns {
            let levels = levels.as_deref();
            let mut column = group.next_column().expect("a column").expect("one more column");
            match (column.untyped(), values) {
                (ColumnWriter::Int32ColumnWriter(to), Values::Int(own)) => to.write_batch(own, levels, None),
                (ColumnWriter::Int64ColumnWriter(to), Values::Long(own)) => to.write_batch(own, levels, None),
                (ColumnWriter::Int96ColumnWriter(to), Values::Old(own)) => to.write_batch(own, levels, None),
                (ColumnWriter::FloatColumnWriter(to), Values::Single(own)) => to.write_batch(own, levels, None),
                (ColumnWriter::DoubleColumnWriter(to), Values::Double(own)) => to.write_batch(own, levels, None),
                (ColumnWriter::BoolColumnWriter(to), Values::Bool(own)) => to.write_batch(own, levels, None),
                (ColumnWriter::ByteArrayColumnWriter(to), Values::Text(own)) => {
                    let own: Vec<ByteArray> = own.iter().map(|&text| text.into()).collect();
                    to.write_batch(&own, levels, None)
                }
                (ColumnWriter::ByteArrayColumnWriter(to), Values::Bytes(own)) => {
                    let own: Vec<ByteArray> = own.iter().map(|bytes| bytes.clone().into()).collect();
                    to.write_batch(&own, levels, None)
                }
                (ColumnWriter::FixedLenByteArrayColumnWriter(to), Values::Fixed(own)) => {
                    let own: Vec<FixedLenByteArray> = own.iter().map(|bytes| bytes.clone().into()).collect();
                    to.write_batch(&own, levels, None)
                }
                _ => panic!("the declared type is another one"),
            }
            .expect("written");
            column.close().expect("closed");
        }
        group.close().expect("closed");
    }
    writer.close().expect("closed");
}

fn read_back(columns: &[Column]) -> Result<Ledger, LedgerError> {
    read_with(columns, WriterProperties::default())
}

fn read_with(columns: &[Column], properties: WriterProperties) -> Result<Ledger, LedgerError> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    write(file.path(), columns, properties);
    from_file(file.path())
}

/// The payers and payees of three payments.
fn ends() -> [Column; 2] {
    [
        ("REQUIRED BYTE_ARRAY payer (UTF8)", Values::Text(vec!["anna", "Bert, Ltd", "anna"]), None),
        ("REQUIRED INT64 payee", Values::Long(vec![7, -8, 12_345_678_901]), None),
    ]
}

/// What the CSV says of the same payments, twice over, with one more column.
fn expected(column: &str, cells: [&str; 3]) -> Ledger {
    let [one, two, three] = cells;
    let rows = format!("anna,7,{one}\n\"Bert, Ltd\",-8,{two}\nanna,12345678901,{three}\n");
    ledger(&format!("payer,payee,{column}\n{rows}{rows}"))
}

fn with(column: Column) -> Vec<Column> {
    ends().into_iter().chain([column]).collect()
}

#[test]
fn amounts_of_every_type() {
    let decimal = |bytes: [i64; 3], length: usize| {
        bytes.map(|units| i128::from(units).to_be_bytes()[16 - length..].to_vec()).to_vec()
    };
    let cells = ["12.34", "0.05", "900"];
    let cases: Vec<Column> = vec![
        ("REQUIRED INT32 amount (DECIMAL(9,2))", Values::Int(vec![1234, 5, 90_000]), None),
        ("REQUIRED INT64 amount (DECIMAL(18,4))", Values::Long(vec![123_400, 500, 9_000_000]), None),
        (
            "REQUIRED FIXED_LEN_BYTE_ARRAY (5) amount (DECIMAL(10,2))",
            Values::Fixed(decimal([1234, 5, 90_000], 5)),
            None,
        ),
        ("REQUIRED BYTE_ARRAY amount (DECIMAL(30,3))", Values::Bytes(decimal([12_340, 50, 900_000], 16)), None),
        ("REQUIRED DOUBLE amount", Values::Double(vec![12.34, 0.05, 900.0]), None),
        ("REQUIRED FLOAT amount", Values::Single(vec![12.34, 0.05, 900.0]), None),
        ("OPTIONAL DOUBLE amount", Values::Double(vec![12.34, 0.05, 900.0]), Some(vec![1, 1, 1])),
        ("REQUIRED BYTE_ARRAY amount (UTF8)", Values::Text(vec!["12.34", "0.05", "900"]), None),
    ];
    for column in cases {
        let declared = column.0;
        let ledger = read_back(&with(column)).unwrap_or_else(|error| panic!("{declared}: {error}"));
        assert_eq!(ledger, expected("amount", cells), "{declared}");
    }
    let whole = read_back(&with(("REQUIRED INT32 amount (UINT_32)", Values::Int(vec![-1, 2, 3]), None)));
    assert_eq!(whole.expect("sound"), expected("amount", ["4294967295", "2", "3"]));
}

#[test]
fn times_of_every_type() {
    let moments = ["2025-12-17T10:00:00Z", "1969-12-31T23:59:59.250Z", "2000-02-29T12:30:15Z"];
    let millis = [1_765_965_600_000, -750, 951_827_415_000];
    let micros = millis.map(|milli| milli * 1000).to_vec();
    let nanos = millis.map(|milli| milli * 1_000_000).to_vec();
    let old = millis.map(|milli: i64| {
        let (day, nanos) = (milli.div_euclid(86_400_000), milli.rem_euclid(86_400_000) * 1_000_000);
        let mut moment = Int96::new();
        let part = |bits: i64| u32::try_from(bits & 0xffff_ffff).expect("32 bits");
        moment.set_data(part(nanos), part(nanos >> 32), part(day + 2_440_588));
        moment
    });
    let cases: Vec<Column> = vec![
        ("REQUIRED INT64 time (TIMESTAMP(MILLIS,true))", Values::Long(millis.to_vec()), None),
        ("REQUIRED INT64 time (TIMESTAMP_MICROS)", Values::Long(micros), None),
        ("REQUIRED INT64 time (TIMESTAMP(NANOS,false))", Values::Long(nanos), None),
        ("REQUIRED INT96 time", Values::Old(old.to_vec()), None),
        ("REQUIRED BYTE_ARRAY time (STRING)", Values::Text(moments.to_vec()), None),
    ];
    for column in cases {
        let declared = column.0;
        let ledger = read_back(&with(column)).unwrap_or_else(|error| panic!("{declared}: {error}"));
        assert_eq!(ledger, expected("time", moments), "{declared}");
    }
    let days = read_back(&with(("REQUIRED INT32 time (DATE)", Values::Int(vec![0, -1, 20_439]), None)));
    assert_eq!(days.expect("sound"), expected("time", ["1970-01-01", "1969-12-31", "2025-12-17"]));
    let numbers = read_back(&with(("REQUIRED DOUBLE time", Values::Double(vec![1.5, 2.0, 3.0]), None)));
    assert_eq!(numbers.expect("sound"), expected("time", ["1.5", "2", "3"]));
    let steps = read_back(&with(("REQUIRED INT32 time (INTEGER(32,true))", Values::Int(vec![1, -2, 3]), None)));
    assert_eq!(steps.expect("sound"), expected("time", ["1", "-2", "3"]));
}

#[test]
fn every_compression_and_many_rows() {
    let rows: Vec<i64> = (0..150_000).collect();
    let columns = || -> Vec<Column> {
        vec![
            ("REQUIRED INT64 src", Values::Long(rows.iter().map(|row| row % 1009).collect()), None),
            ("REQUIRED INT64 dst", Values::Long(rows.iter().map(|row| row * 7 % 50_021).collect()), None),
            ("REQUIRED INT64 amount (DECIMAL(18,2))", Values::Long(rows.clone()), None),
        ]
    };
    let mut text = "src,dst,amount\n".to_owned();
    for row in rows.iter().chain(&rows) {
        text += &format!("{},{},{}.{:02}\n", row % 1009, row * 7 % 50_021, row / 100, row % 100);
    }
    let expected = ledger(&text);
    let level = ZstdLevel::try_new(3).expect("a level");
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(parquet::basic::GzipLevel::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(level),
    ] {
        assert!(read_with(&columns(), compressed(compression)).expect("sound") == expected, "{compression}");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let faults = |column: Column| match read_back(&with(column)) {
        Err(LedgerError::Faults { first, .. }) => {
            first.iter().map(ToString::to_string).collect::<Vec<_>>()[..first.len() / 2].join("; ")
        }
        other => panic!("{other:?}"),
    };
    // The third is larger than 64 bits hold, and exact.
    let some = Values::Double(vec![f64::NAN, 1e30]);
    assert_eq!(
        faults(("OPTIONAL DOUBLE amount", some, Some(vec![1, 0, 1]))),
        "row 1: `amount` `NaN` says nothing; row 2: `amount` is empty"
    );
    let wide = vec![i128::from(i64::MAX).to_be_bytes().to_vec(), (-1_i128 << 64).to_be_bytes().to_vec(), vec![1; 17]];
    assert_eq!(
        faults(("REQUIRED BYTE_ARRAY amount (DECIMAL(38,0))", Values::Bytes(wide), None)),
        "row 2: `amount` `-18446744073709551616` is negative; row 3: `amount` `` has too many digits"
    );
    let day = ("REQUIRED INT32 amount (DATE)", Values::Int(vec![1, 2, 3]), None);
    assert!(faults(day).starts_with("row 1: `amount` `1970-01-02` is not a number; row 2"));

    let refused = |columns: &[Column]| told(&read_back(columns).expect_err("it is flawed"));
    let flag = ("REQUIRED BOOLEAN amount", Values::Bool(vec![true, false, true]), None);
    assert_eq!(
        refused(&with(flag)),
        "cannot read the Parquet file: column `amount` has a type that no ledger needs / "
    );
    let [_, payee] = ends();
    assert!(refused(&[payee]).starts_with("no column is known to be the payer"));

    let file = tempfile::NamedTempFile::new().expect("a file");
    write(file.path(), &ends(), WriterProperties::default());
    let bytes = std::fs::read(file.path()).expect("written");
    std::fs::write(file.path(), &bytes[..bytes.len() - 20]).expect("written");
    assert!(matches!(from_file(file.path()), Err(LedgerError::Parquet { .. })));
    std::fs::write(file.path(), bytes).expect("written");
    let stopped = roundtrip::ledger::read(
        &[file.path().to_path_buf()],
        &Reading::default(),
        &|_, _| (),
        &Stop::after_questions(0),
    );
    assert!(matches!(stopped, Err(LedgerError::Stopped)));
}
