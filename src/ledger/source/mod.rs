//! From what people have to a text: files plain or compressed, archives, workbooks, other encodings, standard input.
//! All of it is told by how a file begins and not by its name.
//!
//! ```text
//! file ─archive, compressed→ bytes ─workbook, encoding, objects, line_ends→ text in UTF-8
//! ```

#[cfg(feature = "files")]
mod archive;
#[cfg(feature = "files")]
mod bounded;
mod compressed;
mod counted;
#[cfg(feature = "files")]
mod encoding;
mod kind;
mod layer;
mod line_ends;
mod lines;
mod made;
mod objects;
mod opened;
mod paths;
mod refusal;
mod scanner;
mod table;
mod unpacking;
#[cfg(feature = "files")]
mod workbook;
mod zstd;

use std::{io, path::Path};

use unpacking::{Step, Unpacking};

#[cfg(feature = "exchange")]
pub(crate) use bounded::bounded;
pub(super) use lines::Lines;
pub(super) use opened::{Opened, Opening, Source};
pub(super) use paths::files;
pub(super) use refusal::Refusal;

/// How often a file may be packed into another: a compressed file in an archive is packed twice.
const MOST_LAYERS: usize = 4;

/// Opens a file, a pipe, or as `-` standard input.
pub(super) fn open(path: &Path, how: &Opening) -> io::Result<Opened> {
    let mut file = Unpacking::begin(path)?;
    for _ in 0..=MOST_LAYERS {
        match file.step(how)? {
            Step::Inner(inner) => file = inner,
            Step::Opened(opened) => return Ok(opened),
        }
    }
    Err(Refusal::help(format!("it is packed more than {MOST_LAYERS} times over"), "unpack it").into())
}
