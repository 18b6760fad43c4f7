//! From a file to what is in it, one step at a time.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::{Arc, atomic::AtomicU64},
};

#[cfg(feature = "files")]
use super::{
    archive::{self, Archive, Member, Seekable},
    encoding,
    layer::headed,
    workbook,
};
use super::{
    counted::Counted,
    kind::{self, Kind},
    layer::Layer,
    line_ends::{self, Returns},
    lines::Lines,
    objects,
    opened::{Opened, Opening, Source},
    refusal::Refusal,
    table,
};

/// A file that is being unpacked.
pub(super) struct Unpacking {
    layer: Layer,
    known: Known,
}

/// What is known of the file.
struct Known {
    /// Bytes read so far, of the file on disk, and in all; 0 if that is unknown.
    done: Arc<AtomicU64>,
    total: u64,
    /// Whether it can be opened a second time.
    again: bool,
    /// What it has turned out to be.
    about: Vec<String>,
}

/// A text with how it begins.
type Begun = (Known, Box<dyn Read + Send>, Vec<u8>);

/// What was found.
pub(super) enum Step {
    /// Something was packed in it.
    Inner(Unpacking),
    /// It can be read.
    Opened(Opened),
}

impl Unpacking {
    /// Opens a file, a pipe, or as `-` standard input.
    pub(super) fn begin(path: &Path) -> io::Result<Self> {
        let done = Arc::new(AtomicU64::new(0));
        let counted = |raw: Box<dyn Read + Send>| Layer::Stream(Box::new(Counted { raw, done: Arc::clone(&done) }));
        let (layer, total, again) = if path.as_os_str() == "-" {
            (counted(Box::new(io::stdin())), 0, false)
        } else {
            let file = File::open(path)?;
            let about = file.metadata()?;
            if about.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            if about.is_file() { (Layer::File(file), about.len(), true) } else { (counted(Box::new(file)), 0, false) }
        };
        Ok(Self { layer, known: Known { done, total, again, about: Vec::new() } })
    }

    /// Looks at how it begins, and opens that.
    pub(super) fn step(self, how: &Opening) -> io::Result<Step> {
        let Self { mut layer, known } = self;
        let head = layer.head()?;
        match Kind::of(&head)? {
            Kind::Packed(packing) => {
                let inner = packing.unpack(layer.stream(&known.done), &known.done);
                Ok(Step::Inner(Self { layer: Layer::Stream(inner), known }))
            }
            #[cfg(not(feature = "files"))]
            Kind::Zip => Err(Refusal::without("ZIP archives and workbooks").into()),
            #[cfg(feature = "files")]
            Kind::Zip => {
                let is_on_disk = matches!(layer, Layer::File(_));
                match archive::open(layer.seekable()?)? {
                    Archive::File(member) => known.member(member, is_on_disk),
                    Archive::Workbook(file) => known.workbook(file, how),
                }
            }
            Kind::Parquet => match layer {
                Layer::File(file) => Ok(Step::Opened(Opened::Parquet(file))),
                Layer::Stream(_) => {
                    let says = "Parquet cannot be read from a pipe, nor compressed or in an archive";
                    Err(Refusal::help(says, "unpack it, and name the file").into())
                }
            },
            Kind::Text => {
                let stream = layer.stream(&known.done);
                known.text(stream, head, how)
            }
        }
    }
}

impl Known {
    /// The one file in an archive.
    #[cfg(feature = "files")]
    fn member(mut self, member: Member, is_on_disk: bool) -> io::Result<Step> {
        self.about.push(format!("`{}` in a ZIP archive", member.name));
        self.total = if is_on_disk { member.packed() } else { self.total };
        let layer = Layer::Stream(member.unpack(&self.done, is_on_disk)?);
        Ok(Step::Inner(Unpacking { layer, known: self }))
    }

    /// A sheet of a workbook.
    #[cfg(feature = "files")]
    fn workbook(mut self, file: Box<dyn Seekable>, how: &Opening) -> io::Result<Step> {
        // It is unpacked here, before it is read.
        self.done.store(self.total, std::sync::atomic::Ordering::Relaxed);
        let sheet = workbook::open(file, how.sheet.as_deref())?;
        self.about.insert(0, sheet.about);
        Ok(self.source(Box::new(io::Cursor::new(sheet.text)), Arc::new(sheet.lines), Some(table::SEPARATOR.into())))
    }

    /// A text, as a table in UTF-8.
    fn text(self, raw: Box<dyn Read + Send>, head: Vec<u8>, how: &Opening) -> io::Result<Step> {
        if let Some(sheet) = &how.sheet {
            let says = format!("it is no workbook, and has no sheet `{sheet}`");
            return Err(Refusal::help(says, "leave --sheet out").into());
        }
        let (mut known, raw, head) = self.in_utf8(raw, head, how)?;
        if let Some(foreign) = kind::foreign_text(&head) {
            return Err(foreign.into());
        }
        let lines = Arc::default();
        if objects::begin(&head) {
            known.about.push("JSON".to_owned());
            let text = objects::text(raw, &lines)?;
            return Ok(known.source(text, lines, Some(table::SEPARATOR.into())));
        }
        let text = if line_ends::are_returns(&head) { Box::new(Returns(raw)) } else { raw };
        Ok(known.source(text, lines, None))
    }

    /// The text and how it begins, out of the encoding that it is in.
    #[cfg(feature = "files")]
    fn in_utf8(mut self, raw: Box<dyn Read + Send>, head: Vec<u8>, how: &Opening) -> io::Result<Begun> {
        let Some(encoding) = encoding::of(&head, how.encoding.as_deref())? else { return Ok((self, raw, head)) };
        self.about.push(encoding.name().to_owned());
        let (raw, head) = headed(encoding::decoded(raw, encoding))?;
        Ok((self, raw, head))
    }

    /// The same of a program without other encodings.
    #[cfg(not(feature = "files"))]
    fn in_utf8(self, raw: Box<dyn Read + Send>, head: Vec<u8>, how: &Opening) -> io::Result<Begun> {
        let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
        if is_utf16 || how.encoding.is_some() {
            return Err(Refusal::without("encodings other than UTF-8").into());
        }
        Ok((self, raw, head))
    }

    fn source(self, text: Box<dyn Read + Send>, lines: Arc<Lines>, separator: Option<char>) -> Step {
        let Self { done, total, again, about } = self;
        let about = about.join(", ");
        Step::Opened(Opened::Text(Source { text, done, total, lines, separator, again, about }))
    }
}
