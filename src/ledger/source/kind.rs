//! What a file is, told by how it begins and not by its name.

#[cfg(not(feature = "files"))]
use super::compressed::{is_bzip2, is_xz};
use super::{compressed::Packing, refusal::Refusal};

/// How much of a file is looked at.
pub(super) const HEAD: usize = 1 << 16;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Read as text, for want of anything that says otherwise.
    Text,
    /// One compressed stream.
    Packed(Packing),
    /// A ZIP archive, as workbooks of today are too.
    Zip,
    Parquet,
}

/// A kind of file that is never read: its name in a sentence, the way out, and where which bytes stand.
struct Foreign {
    name: &'static str,
    help: &'static str,
    at: usize,
    bytes: &'static [u8],
}

const UNPACK: &str = "unpack it and name the files in it";
const AS_CSV: &str = "save the table as CSV in the program that made it";
const TO_PARQUET: &str = "write the table as Parquet or CSV, for example with pandas or DuckDB";
const AS_WORKBOOK: &str = "open it in a spreadsheet, and save the sheet of payments as .xlsx or as CSV";

/// The kinds that people have at hand beside payments. The first that fits is told.
const FOREIGN: [Foreign; 30] = [
    foreign("a PDF document", "ask for the table as CSV or as a workbook", 0, b"%PDF-"),
    foreign("a 7-Zip archive", UNPACK, 0, b"7z\xbc\xaf\x27\x1c"),
    foreign("a RAR archive", UNPACK, 0, b"Rar!\x1a\x07"),
    foreign("a tar archive", "unpack it with `tar -xf`, and name the files in it", 257, b"ustar"),
    foreign("compressed with LZ4", "unpack it with `lz4 -d`", 0, b"\x04\x22\x4d\x18"),
    foreign("compressed with lzip", "unpack it with `lzip -d`", 0, b"LZIP\x01"),
    foreign("compressed with compress (.Z)", "unpack it with `gzip -d`", 0, b"\x1f\x9d"),
    foreign("compressed with Snappy", "unpack it, or write it with gzip or Zstandard", 0, b"\xff\x06\0\0sNaPpY"),
    foreign(
        "an SQLite database",
        "export the table: `sqlite3 -header -csv FILE 'SELECT * FROM payments'`",
        0,
        b"SQLite format 3\0",
    ),
    foreign("a DuckDB database", "export the table: `COPY payments TO 'payments.parquet'`", 8, b"DUCK"),
    foreign("an Access database", AS_CSV, 4, b"Standard Jet DB"),
    foreign("an Access database", AS_CSV, 4, b"Standard ACE DB"),
    foreign("an Arrow file", TO_PARQUET, 0, b"ARROW1\0\0"),
    foreign("a stream of Arrow", TO_PARQUET, 0, b"\xff\xff\xff\xff"),
    foreign("a Feather file", TO_PARQUET, 0, b"FEA1"),
    foreign("an ORC file", TO_PARQUET, 0, b"ORC"),
    foreign("an Avro file", TO_PARQUET, 0, b"Obj\x01"),
    foreign("a table of HDF5", TO_PARQUET, 0, b"\x89HDF\r\n\x1a\n"),
    foreign("a table of R", "write it in R: `write.csv(payments, 'payments.csv')`", 0, b"RDX"),
    foreign("a file of SPSS", AS_CSV, 0, b"$FL2"),
    foreign("a file of Stata", AS_CSV, 0, b"<stata_dta>"),
    foreign("an array of NumPy", TO_PARQUET, 0, b"\x93NUMPY"),
    foreign("a picture", AS_CSV, 0, b"\x89PNG"),
    foreign("a picture", AS_CSV, 0, b"\xff\xd8\xff"),
    foreign("a picture", AS_CSV, 0, b"GIF8"),
    foreign(
        "a workbook of an older Excel, or one with a password",
        AS_WORKBOOK,
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ),
    foreign("text in RTF", "save the table as CSV", 0, b"{\\rtf"),
    foreign("text in UTF-32", "save it as UTF-8", 0, b"\xff\xfe\0\0"),
    foreign("text in UTF-32", "save it as UTF-8", 0, b"\0\0\xfe\xff"),
    foreign(
        "only a pointer to a file in Git LFS",
        "fetch the file itself: `git lfs pull`",
        0,
        b"version https://git-lfs.github.com/spec/",
    ),
];

const fn foreign(name: &'static str, help: &'static str, at: usize, bytes: &'static [u8]) -> Foreign {
    Foreign { name, help, at, bytes }
}

impl Foreign {
    /// A header may begin with `ORC` or `GIF` too: a few letters are believed only in a file that is no text.
    fn begins(&self, head: &[u8]) -> bool {
        let is_word = self.bytes.len() < 5 && self.bytes.iter().all(u8::is_ascii_graphic);
        let is_told = !is_word || head.contains(&0);
        is_told && head.get(self.at..).is_some_and(|rest| rest.starts_with(self.bytes))
    }
}

impl Kind {
    /// Of a file that begins so.
    ///
    /// # Errors
    /// If it is of a kind that is not read: what it is, and the way out.
    pub(super) fn of(head: &[u8]) -> Result<Self, Refusal> {
        if let Some(Foreign { name, help, .. }) = FOREIGN.iter().find(|kind| kind.begins(head)) {
            return Err(Refusal::help(format!("it is {name}"), *help));
        }
        Ok(match head {
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            // The marks of a file, of the end of an empty archive, and of an archive in parts.
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Self::Zip,
            #[cfg(not(feature = "files"))]
            _ if is_bzip2(head) || is_xz(head) => return Err(Refusal::without("bzip2 and xz")),
            _ => Packing::of(head).map_or(Self::Text, Self::Packed),
        })
    }
}

/// What a text is that is no table: told from how it begins in UTF-8.
pub(super) fn foreign_text(head: &[u8]) -> Option<Refusal> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let start = text[..text.len().min(1 << 10)].to_ascii_lowercase();
    let holds = |words: &[u8]| memchr::memmem::find(&start, words).is_some();
    if start.starts_with(b"<") {
        let (name, help) = if holds(b"office:spreadsheet") {
            ("a workbook of an older Excel, as XML", AS_WORKBOOK)
        } else if holds(b"<html") || holds(b"<!doctype html") || holds(b"<table") {
            ("a page in HTML, whatever its name says", AS_WORKBOOK)
        } else if holds(b"<graphml") || holds(b"<gexf") {
            ("a graph in XML", "read it with `roundtrip import`, or save the table of its edges as CSV")
        } else if start.starts_with(b"<?xml") || holds(b"xmlns") {
            ("XML", AS_CSV)
        } else {
            return None;
        };
        return Some(Refusal::help(format!("it is {name}"), help));
    }
    if start.starts_with(b"ofxheader") {
        return Some(Refusal::help("it is a statement in OFX", AS_WORKBOOK));
    }
    // A text has no zeros: this is the file of some program.
    let zero = memchr::memchr(0, &head[..head.len().min(1 << 10)])?;
    Some(Refusal::help(format!("it is no text: its byte {} is zero", zero + 1), AS_CSV))
}
