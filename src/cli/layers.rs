//! The layers of a register that paths name; one name is the shipped register's.

use std::path::{Path, PathBuf};

use crate::{
    exchange::layer,
    load::{self, Layer, LoadError, Reading},
};

/// What the shipped register is called where a path is expected. A file or folder of that name is `./shipped`.
pub(super) const SHIPPED: &str = "shipped";

/// Whether a path names the shipped register.
pub(super) fn is_shipped(path: &Path) -> bool {
    path.as_os_str() == SHIPPED
}

/// The layers that paths name, each over those before it.
pub(super) fn layers(paths: &[PathBuf], reading: &Reading) -> Result<Vec<Layer>, LoadError> {
    let one = |path: &PathBuf| if is_shipped(path) { Ok(load::shipped()) } else { layer(path, None, reading) };
    paths.iter().map(one).collect()
}
