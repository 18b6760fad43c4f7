//! From a file to what is in it, one step at a time.

use std::{
    fs::File,
    io::{self, Cursor, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use super::{
    archive::{self, Archive, Member, Seekable},
    counted::Counted,
    encoding,
    kind::{self, Kind},
    layer::{Layer, headed},
    line_ends::{self, Returns},
    lines::Lines,
    objects,
    opened::{Opened, Opening, Source},
    refusal::Refusal,
    table, workbook,
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
    fn member(mut self, member: Member, is_on_disk: bool) -> io::Result<Step> {
        self.about.push(format!("`{}` in a ZIP archive", member.name));
        self.total = if is_on_disk { member.packed() } else { self.total };
        let layer = Layer::Stream(member.unpack(&self.done, is_on_disk)?);
        Ok(Step::Inner(Unpacking { layer, known: self }))
    }

    /// A sheet of a workbook.
    fn workbook(mut self, file: Box<dyn Seekable>, how: &Opening) -> io::Result<Step> {
        // It is unpacked here, before it is read.
        self.done.store(self.total, Relaxed);
        let sheet = workbook::open(file, how.sheet.as_deref())?;
        self.about.insert(0, sheet.about);
        Ok(self.source(Box::new(Cursor::new(sheet.text)), Arc::new(sheet.lines), Some(table::SEPARATOR.into())))
    }

    /// A text, as a table in UTF-8.
    fn text(mut self, mut raw: Box<dyn Read + Send>, mut head: Vec<u8>, how: &Opening) -> io::Result<Step> {
        if let Some(sheet) = &how.sheet {
            let says = format!("it is no workbook, and has no sheet `{sheet}`");
            return Err(Refusal::help(says, "leave --sheet out").into());
        }
        if let Some(encoding) = encoding::of(&head, how.encoding.as_deref())? {
            self.about.push(encoding.name().to_owned());
            (raw, head) = headed(encoding::decoded(raw, encoding))?;
        }
        if let Some(foreign) = kind::foreign_text(&head) {
            return Err(foreign.into());
        }
        let lines = Arc::default();
        if objects::begin(&head) {
            self.about.push("JSON".to_owned());
            let text = objects::text(raw, &lines)?;
            return Ok(self.source(text, lines, Some(table::SEPARATOR.into())));
        }
        let text = if line_ends::are_returns(&head) { Box::new(Returns(raw)) } else { raw };
        Ok(self.source(text, lines, None))
    }

    fn source(self, text: Box<dyn Read + Send>, lines: Arc<Lines>, separator: Option<char>) -> Step {
        let Self { done, total, again, about } = self;
        let about = about.join(", ");
        Step::Opened(Opened::Text(Source { text, done, total, lines, separator, again, about }))
    }
}
