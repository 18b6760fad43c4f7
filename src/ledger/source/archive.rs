//! A ZIP archive: the one file in it, or the workbook that it really is.

use std::{
    io::{self, Read, Seek, SeekFrom, Take},
    sync::{Arc, atomic::AtomicU64},
};

use flate2::Crc;
use zip::{CompressionMethod, ZipArchive, result::ZipError};

use super::{compressed::Packing, counted::Counted, refusal::Refusal};

/// A file that can be read at any place.
pub(super) trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

/// What an archive is.
pub(super) enum Archive {
    /// A workbook of Excel.
    Workbook(Box<dyn Seekable>),
    /// It has one file.
    File(Member),
}

/// A file in an archive.
pub(super) struct Member {
    pub(super) name: String,
    /// Its bytes as they lie in the archive.
    raw: Take<Box<dyn Seekable>>,
    method: CompressionMethod,
    /// Of what it unpacks to.
    length: u64,
    crc: u32,
}

/// Documents that are archives: a file that only they have, what they are, and the way out.
const DOCUMENTS: [(&str, &str, &str); 5] = [
    ("xl/workbook.bin", "a workbook in Excel's binary form (.xlsb)", "save the sheet of payments as .xlsx or as CSV"),
    ("content.xml", "an OpenDocument file", "save the sheet of payments as .xlsx or as CSV"),
    ("Index/Document.iwa", "a document of Numbers or Pages", "export the table as CSV"),
    ("word/document.xml", "a document of Word", "save the table as CSV"),
    ("ppt/presentation.xml", "a presentation", "save the table as CSV"),
];

/// How many files are told by name.
const TOLD: usize = 8;

/// Looks into an archive.
pub(super) fn open(file: Box<dyn Seekable>) -> io::Result<Archive> {
    let mut archive = ZipArchive::new(file).map_err(broken)?;
    let names: Vec<String> = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    if names.iter().any(|name| name == "xl/workbook.xml") {
        return Ok(Archive::Workbook(archive.into_inner()));
    }
    if let Some((_, what, help)) = DOCUMENTS.iter().find(|(own, ..)| names.iter().any(|name| name == own)) {
        return Err(Refusal::help(format!("it is {what}"), *help).into());
    }
    let files: Vec<usize> = (0..names.len()).filter(|&at| is_content(&names[at])).collect();
    let &[at] = files.as_slice() else {
        return Err(not_one(&files.iter().map(|&at| names[at].as_str()).collect::<Vec<_>>()).into());
    };
    let member = archive.by_index_raw(at).map_err(broken)?;
    let name = names[at].clone();
    if member.encrypted() {
        let says = format!("`{name}` in the ZIP archive is protected by a password");
        return Err(Refusal::help(says, "unpack it, and name the file").into());
    }
    let (method, length, crc) = (member.compression(), member.size(), member.crc32());
    let (start, packed) = (member.data_start().unwrap_or(0), member.compressed_size());
    drop(member);
    let mut file = archive.into_inner();
    file.seek(SeekFrom::Start(start))?;
    Ok(Archive::File(Member { name, raw: file.take(packed), method, length, crc }))
}

/// Whether a file in an archive is there for its content: systems add files of their own.
fn is_content(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_of_a_system = name.starts_with("__MACOSX/") || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last);
    !last.is_empty() && !is_of_a_system
}

fn not_one(names: &[&str]) -> Refusal {
    if names.is_empty() {
        return Refusal::new("there is no file in the ZIP archive");
    }
    let told: Vec<String> = names.iter().take(TOLD).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > TOLD { ", …" } else { "" };
    let says = format!("there are {} files in the ZIP archive: {}{more}", names.len(), told.join(", "));
    Refusal::help(says, "unpack it with `unzip`, and name the files that hold payments")
}

fn broken(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) if error.raw_os_error().is_some() => error,
        error => Refusal::help(
            format!("the ZIP archive is cut off or damaged: {error}"),
            "fetch or copy the file again, or unpack it yourself",
        )
        .into(),
    }
}

impl Member {
    /// The bytes of it as they lie in the archive.
    pub(super) fn packed(&self) -> u64 {
        self.raw.limit()
    }

    /// What is in it. `done` counts the bytes of the file on disk; `count` them here, unless they were counted before.
    pub(super) fn unpack(self, done: &Arc<AtomicU64>, count: bool) -> io::Result<Box<dyn Read + Send>> {
        let raw: Box<dyn Read + Send> =
            if count { Box::new(Counted { raw: self.raw, done: Arc::clone(done) }) } else { Box::new(self.raw) };
        let inner: Box<dyn Read + Send> = match self.method {
            CompressionMethod::STORE => raw,
            CompressionMethod::DEFLATE => Packing::Deflate.unpack(raw, done),
            CompressionMethod::BZIP2 => Packing::Bzip2.unpack(raw, done),
            CompressionMethod::ZSTD => Packing::Zstd.unpack(raw, done),
            CompressionMethod::XZ => Packing::Xz.unpack(raw, done),
            other => {
                let says = format!("`{}` in the ZIP archive is compressed by {other}, which is not read", self.name);
                return Err(Refusal::help(says, "unpack it with `unzip` or 7-Zip, and name the file").into());
            }
        };
        Ok(Box::new(Whole { inner, left: self.length, crc: Crc::new(), wanted: self.crc }))
    }
}

/// Holds a file to the length and the checksum that its archive states.
struct Whole<R> {
    inner: R,
    left: u64,
    crc: Crc,
    wanted: u32,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.read(buffer)?;
        self.crc.update(&buffer[..len]);
        let left = self.left.checked_sub(len as u64);
        self.left = left.unwrap_or(0);
        let is_at_end = len == 0 && !buffer.is_empty();
        if left.is_none() || is_at_end && (self.left > 0 || self.crc.sum() != self.wanted) {
            let says = "the file in the ZIP archive is not the one that was put in: its length or its checksum differs";
            return Err(Refusal::help(says, "fetch or copy the file again").into());
        }
        Ok(len)
    }
}
