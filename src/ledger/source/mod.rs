//! From what people have to a text: files plain or compressed, archives, workbooks, other encodings, standard input.
//! All of it is told by how a file begins and not by its name.
//!
//! ```text
//! file ─archive, compressed→ bytes ─workbook, encoding, objects, line_ends→ text in UTF-8
//! ```

mod archive;
mod compressed;
mod counted;
mod encoding;
mod kind;
mod line_ends;
mod lines;
mod made;
mod objects;
mod paths;
mod refusal;
mod scanner;
mod table;
mod workbook;
mod zstd;

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use archive::{Archive, Seekable};
use counted::Counted;
use kind::{HEAD, Kind};
use line_ends::Returns;

pub(super) use lines::Lines;
pub(super) use paths::files;
pub(super) use refusal::Refusal;

/// How a file is to be opened, where that cannot be told from the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opening {
    /// The encoding of a text, by a label of the [Encoding Standard](https://encoding.spec.whatwg.org/#names-and-labels),
    /// such as `windows-1252`. A byte-order mark at the beginning of a file says more. Without either a text is UTF-8.
    pub encoding: Option<String>,
    /// The sheet of a workbook; without it the first one that has cells.
    pub sheet: Option<String>,
}

/// A text to read, and how much of it has been.
pub(super) struct Source<'a> {
    /// The text, in UTF-8 if it is not flawed.
    pub(super) text: Box<dyn Read + Send + 'a>,
    /// Bytes read so far, of the file as it is on disk.
    pub(super) done: Arc<AtomicU64>,
    /// Bytes of the file; 0 if that is unknown.
    pub(super) total: u64,
    /// Which lines of the file those of the text are.
    pub(super) lines: Arc<Lines>,
    /// Whether it can be opened a second time: a pipe cannot.
    pub(super) again: bool,
    /// What was read, if it is not simply the file: "sheet `Payments` of a workbook".
    pub(super) about: String,
}

/// What a file turned out to be.
pub(super) enum Opened {
    /// A text.
    Text(Source<'static>),
    /// Parquet, which needs random access to the file.
    Parquet(#[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "read by the feature"))] File),
}

impl<'a> Source<'a> {
    /// A text in memory.
    pub(super) fn bytes(text: &'a [u8]) -> Self {
        let done = Arc::new(AtomicU64::new(0));
        Self {
            text: Box::new(Counted { raw: text, done: Arc::clone(&done) }),
            done,
            total: text.len() as u64,
            lines: Arc::default(),
            again: true,
            about: String::new(),
        }
    }
}

/// How often a file may be packed into another: a compressed file in an archive is packed twice.
const MOST_LAYERS: usize = 4;
/// How much of an archive is held in memory, if it comes from a pipe or lies in another archive, in bytes.
const MOST_HELD: u64 = 256 << 20;

/// What a file holds, layer by layer.
enum Layer {
    /// As it lies on disk.
    File(File),
    /// What comes from a pipe, or was unpacked.
    Stream(Box<dyn Read + Send>),
}

/// Opens a file, a pipe, or as `-` standard input.
pub(super) fn open(path: &Path, how: &Opening) -> io::Result<Opened> {
    let done = Arc::new(AtomicU64::new(0));
    let (mut layer, mut total, again) = if path.as_os_str() == "-" {
        (Layer::Stream(Box::new(Counted { raw: io::stdin(), done: Arc::clone(&done) })), 0, false)
    } else {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if about.is_file() {
            (Layer::File(file), about.len(), true)
        } else {
            (Layer::Stream(Box::new(Counted { raw: file, done: Arc::clone(&done) })), 0, false)
        }
    };
    let mut about = Vec::new();
    for _ in 0..=MOST_LAYERS {
        let head = layer.head()?;
        let source = |text, lines, about: &[String]| Source {
            text,
            done: Arc::clone(&done),
            total,
            lines,
            again,
            about: about.join(", "),
        };
        match Kind::of(&head)? {
            Kind::Packed(packing) => layer = Layer::Stream(packing.unpack(layer.stream(&done))),
            Kind::Zip => {
                let is_on_disk = matches!(layer, Layer::File(_));
                match archive::open(layer.seekable()?)? {
                    Archive::File(member) => {
                        about.push(format!("`{}` in a ZIP archive", member.name));
                        // Bytes that were counted when they were unpacked from the file do not count again.
                        let count = if is_on_disk { Arc::clone(&done) } else { Arc::default() };
                        total = if is_on_disk { member.packed() } else { total };
                        layer = Layer::Stream(member.unpack(count)?);
                    }
                    Archive::Workbook(file) => {
                        // It is unpacked here, before it is read.
                        done.store(total, Relaxed);
                        let sheet = workbook::open(file, how.sheet.as_deref())?;
                        about.insert(0, sheet.about);
                        return Ok(Opened::Text(source(
                            Box::new(Cursor::new(sheet.text)),
                            Arc::new(sheet.lines),
                            &about,
                        )));
                    }
                }
            }
            Kind::Parquet => {
                return match layer {
                    Layer::File(file) => Ok(Opened::Parquet(file)),
                    Layer::Stream(_) => {
                        let says = "Parquet cannot be read from a pipe, nor compressed or in an archive";
                        Err(Refusal::help(says, "unpack it, and name the file").into())
                    }
                };
            }
            Kind::Text => {
                let lines = Arc::default();
                let text = text(layer.stream(&done), head, how, &lines, &mut about)?;
                return Ok(Opened::Text(source(text, lines, &about)));
            }
        }
    }
    Err(Refusal::help(format!("it is packed more than {MOST_LAYERS} times over"), "unpack it").into())
}

/// The text in UTF-8, as a table.
fn text(
    mut raw: Box<dyn Read + Send>,
    mut head: Vec<u8>,
    how: &Opening,
    lines: &Arc<Lines>,
    about: &mut Vec<String>,
) -> io::Result<Box<dyn Read + Send>> {
    if let Some(encoding) = encoding::of(&head, how.encoding.as_deref())? {
        about.push(encoding.name().to_owned());
        (raw, head) = headed(encoding::decoded(raw, encoding))?;
    }
    if let Some(sheet) = &how.sheet {
        return Err(Refusal::help(format!("it is no workbook, and has no sheet `{sheet}`"), "leave --sheet out").into());
    }
    if let Some(foreign) = kind::foreign_text(&head) {
        return Err(foreign.into());
    }
    if objects::begin(&head) {
        about.push("JSON".to_owned());
        return objects::text(raw, lines);
    }
    Ok(if line_ends::are_returns(&head) { Box::new(Returns(raw)) } else { raw })
}

/// Reads the beginning of a stream, and puts it back.
fn headed(mut raw: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, Vec<u8>)> {
    let mut head = Vec::new();
    raw.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((Box::new(Cursor::new(head.clone()).chain(raw)), head))
}

impl Layer {
    /// How it begins.
    fn head(&mut self) -> io::Result<Vec<u8>> {
        match self {
            Self::File(file) => {
                let mut head = Vec::new();
                file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
                file.rewind()?;
                Ok(head)
            }
            Self::Stream(stream) => {
                let raw = std::mem::replace(stream, Box::new(io::empty()));
                let (raw, head) = headed(raw)?;
                *stream = raw;
                Ok(head)
            }
        }
    }

    /// From its beginning to its end. What is read of the file on disk is counted.
    fn stream(self, done: &Arc<AtomicU64>) -> Box<dyn Read + Send> {
        match self {
            Self::File(file) => Box::new(Counted { raw: file, done: Arc::clone(done) }),
            Self::Stream(stream) => stream,
        }
    }

    /// At any place. What comes from a pipe is held in memory.
    fn seekable(self) -> io::Result<Box<dyn Seekable>> {
        match self {
            Self::File(file) => Ok(Box::new(file)),
            Self::Stream(stream) => {
                let mut bytes = Vec::new();
                stream.take(MOST_HELD + 1).read_to_end(&mut bytes)?;
                if bytes.len() as u64 > MOST_HELD {
                    let says =
                        format!("it is an archive of more than {} MB in a pipe or in an archive", MOST_HELD >> 20);
                    return Err(Refusal::help(says, "unpack it, and name the file").into());
                }
                Ok(Box::new(Cursor::new(bytes)))
            }
        }
    }
}
