//! SQLite: every table as CSV, so that everything after is as for CSV. Views are not read: they repeat what tables hold.

use rusqlite::{Connection, Error, OptionalExtension as _, types::ValueRef};

use super::sheet::Sheet;

/// The most rows and bytes of text that are read of one table.
const MAX_ROWS: usize = 200_000;
const MAX_TEXT: usize = 64 << 20;

/// The tables of a database that have rows.
///
/// # Errors
/// In words, if it is no database, or holds more than the limit.
pub(super) fn tables(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let fail = |error: Error| format!("this SQLite database cannot be read: {error}");
    if !bytes.starts_with(b"SQLite format 3\0") {
        return Err("this is no SQLite database".to_owned());
    }
    let mut db = Connection::open_in_memory().map_err(fail)?;
    let bytes = without_log(bytes);
    db.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true).map_err(fail)?;
    // A schema is a program, too: nothing of it runs but what reads plain tables.
    db.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;").map_err(fail)?;
    let names: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name")
        .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
        .map_err(fail)?;
    let mut sheets = Vec::new();
    for name in names {
        let rows = table(&db, &name)?;
        if rows.len() > 1 {
            sheets.push(Sheet::new(name, &rows, Vec::new()));
        }
    }
    Ok(sheets)
}

/// A database that keeps a log beside it says so in two bytes, and is then not read from memory. What is only in the log
/// is not in the file.
fn without_log(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for version in bytes.get_mut(18..20).unwrap_or_default() {
        *version = 1;
    }
    bytes
}

/// The headings and the rows of a table.
fn table(db: &Connection, name: &str) -> Result<Vec<Vec<String>>, String> {
    let fail = |error: Error| format!("the table `{name}` cannot be read: {error}");
    let is_virtual: Option<String> = db
        .query_row("SELECT sql FROM sqlite_schema WHERE name = ? AND sql LIKE 'CREATE VIRTUAL%'", [name], |row| {
            row.get(0)
        })
        .optional()
        .map_err(fail)?;
    if is_virtual.is_some() {
        return Ok(Vec::new());
    }
    let mut query = db.prepare(&format!("SELECT * FROM \"{}\"", name.replace('"', "\"\""))).map_err(fail)?;
    let headings: Vec<String> = query.column_names().map(str::to_owned).collect();
    let width = headings.len();
    let mut all = vec![headings];
    let mut length = 0;
    let mut rows = query.query([]).map_err(fail)?;
    while let Some(row) = rows.next().map_err(fail)? {
        let mut cells = Vec::with_capacity(width);
        for at in 0..width {
            let cell = match row.get_ref(at).map_err(fail)? {
                ValueRef::Null => String::new(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => number.to_string(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                ValueRef::Blob(bytes) => format!("({} bytes)", bytes.len()),
            };
            length += cell.len();
            cells.push(cell);
        }
        all.push(cells);
        if all.len() > MAX_ROWS || length > MAX_TEXT {
            return Err(format!("the table `{name}` has more than {MAX_ROWS} rows or {} MB", MAX_TEXT >> 20));
        }
    }
    Ok(all)
}
