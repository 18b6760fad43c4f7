//! What a file is told by, without reading it.

use std::{fs::File, io::Read as _, path::Path};

use super::{Reading, from_bytes};

/// Whether a file begins as a ledger of payments does, which has no kinds of deals; told by its name and its first lines.
pub fn is_ledger(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    if [".csv.gz", ".csv.zst", ".csv.bz2", ".csv.xz", ".csv.zip", ".parquet"]
        .iter()
        .any(|ending| name.ends_with(ending))
    {
        return true;
    }
    if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("csv")) {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(65_536).read_to_end(&mut start));
    let mut ends = start.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    // The header and one row are enough to tell.
    let (header, end) = (ends.next().unwrap_or(0), ends.next().unwrap_or(start.len()));
    let names = String::from_utf8_lossy(&start[..header]).to_lowercase();
    let has_kinds = names.split([',', ';', '\t', '|']).any(|name| name.trim().trim_matches('"') == "kind");
    read.is_ok() && !has_kinds && from_bytes(&start[..end], &Reading::default()).is_ok()
}
