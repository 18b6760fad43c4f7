//! JSON → CSV: objects one after the other, as in JSON lines, or in one list.
//!
//! The columns are the keys in the order in which they first appear; those of nested objects are joined with dots,
//! `from.account`. Numbers stay as they are written, digit for digit; `null` is an empty cell, and a list its JSON.

use std::{
    collections::BTreeMap,
    fmt,
    io::{self, Read},
    mem::take,
    sync::Arc,
};

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{
    lines::Lines,
    made::{Made, Maker},
    refusal::Refusal,
    scanner::Scanner,
    table,
};

/// How many objects are looked through for their keys, and how many bytes of them.
const FIRST: usize = 10_000;
const FIRST_BYTES: usize = 16 << 20;
/// The most different keys.
const MOST_KEYS: usize = 1_000;
/// How deep objects may be nested.
const MOST_DEPTH: usize = 16;
/// How much text is made at a time.
const PIECE: usize = 1 << 16;

/// Whether a text that begins so is JSON: no header begins in this way.
pub(super) fn begin(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let Some((first, rest)) = text.split_first() else { return false };
    let second = rest.trim_ascii_start().first();
    matches!((first, second), (b'{', Some(b'"' | b'}')) | (b'[', Some(b'{' | b'[' | b'"' | b']')))
}

/// The objects as CSV. `lines` learns on which line of the file each row begins.
pub(super) fn text(raw: Box<dyn Read + Send>, lines: &Arc<Lines>) -> io::Result<Box<dyn Read + Send>> {
    let mut objects = Objects {
        scanner: Scanner::new(raw)?,
        first: Vec::new(),
        columns: BTreeMap::new(),
        row: Vec::new(),
        lines: Arc::clone(lines),
        line: 1,
    };
    let header = objects.header()?;
    Ok(Box::new(io::Cursor::new(header).chain(Made::by(objects))))
}

struct Objects<R> {
    scanner: Scanner<R>,
    /// The objects that were read for their keys, the last one first.
    first: Vec<(u64, Fields)>,
    /// Each key's place in the header.
    columns: BTreeMap<String, usize>,
    /// The cells of the row at hand.
    row: Vec<Option<String>>,
    lines: Arc<Lines>,
    /// The next line of the text, from 1.
    line: u64,
}

/// The keys and values of an object.
type Fields = Vec<(String, String)>;

impl<R: Read> Objects<R> {
    /// Reads the first objects for their keys.
    fn header(&mut self) -> io::Result<Vec<u8>> {
        let mut names = Vec::new();
        let mut bytes = 0;
        while self.first.len() < FIRST && bytes < FIRST_BYTES {
            let Some((line, object)) = self.scanner.next()? else { break };
            bytes += object.len();
            let fields = fields(line, object)?;
            for (key, _) in &fields {
                if !self.columns.contains_key(key) {
                    self.columns.insert(key.clone(), names.len());
                    names.push(key.clone());
                }
            }
            if names.len() > MOST_KEYS {
                return Err(Refusal::new(format!("its objects have more than {MOST_KEYS} different keys")).into());
            }
            self.first.push((line, fields));
        }
        if let [(_, only)] = self.first.as_slice()
            && let Some(refusal) = document(only)
        {
            return Err(refusal.into());
        }
        self.first.reverse();
        self.row = vec![None; names.len()];
        let mut text = Vec::new();
        self.put(&mut text, names.iter().map(|name| Some(name.as_str())));
        Ok(text)
    }

    /// Adds a row to the text.
    fn put<'a>(&mut self, text: &mut Vec<u8>, cells: impl Iterator<Item = Option<&'a str>>) {
        let start = text.len();
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                text.push(table::SEPARATOR);
            }
            table::put(text, cell.unwrap_or_default());
        }
        text.push(b'\n');
        self.line += memchr::memchr_iter(b'\n', &text[start..]).count() as u64;
    }

    fn add(&mut self, line: u64, fields: Fields, text: &mut Vec<u8>) -> io::Result<()> {
        let mut row = take(&mut self.row);
        row.fill(None);
        for (key, value) in fields {
            let Some(&column) = self.columns.get(&key) else {
                let says = format!("the object on line {line} has a key that none of the first {FIRST} has: `{key}`");
                return Err(Refusal::help(says, "put an object with every key first, or save the table as CSV").into());
            };
            if row[column].replace(value).is_some() {
                return Err(Refusal::new(format!("the object on line {line} states `{key}` twice")).into());
            }
        }
        // Rows that stand on later lines than they would in the text are put on theirs.
        while self.line < line {
            text.push(b'\n');
            self.line += 1;
        }
        self.lines.tell(self.line, line);
        self.put(text, row.iter().map(Option::as_deref));
        self.row = row;
        Ok(())
    }
}

impl<R: Read> Maker for Objects<R> {
    fn make(&mut self, text: &mut Vec<u8>) -> io::Result<()> {
        while text.len() < PIECE {
            let (line, fields) = match self.first.pop() {
                Some(first) => first,
                None => match self.scanner.next()? {
                    Some((line, object)) => (line, fields(line, object)?),
                    None => break,
                },
            };
            self.add(line, fields, text)?;
        }
        Ok(())
    }
}

/// What the only object is if it holds lists of objects: a table must be one of them.
fn document(only: &Fields) -> Option<Refusal> {
    let is_list_of_objects =
        |value: &str| value.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
    let lists: Vec<&str> =
        only.iter().filter(|(_, value)| is_list_of_objects(value)).map(|(key, _)| key.as_str()).collect();
    // Edges come after their nodes.
    let last = lists.last()?;
    let told = lists.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let says = format!("it is one JSON document with lists in it: {told}");
    Some(Refusal::help(says, format!("take the payments out of it, for example with `jq -c '.{last}[]'`")))
}

/// What an object states, those in it joined to their keys.
fn fields(line: u64, object: &[u8]) -> io::Result<Fields> {
    let Ok(text) = std::str::from_utf8(object) else {
        let help = "say which encoding the file has: --encoding windows-1252, or save it as UTF-8";
        return Err(Refusal::help(format!("the object on line {line} is not UTF-8"), help).into());
    };
    let mut fields = Vec::new();
    flatten(text, "", 0, &mut fields).map_err(|error| {
        let at = line + (error.line() as u64).saturating_sub(1);
        let says = error.to_string();
        let says = says.rsplit_once(" at line ").map_or(says.as_str(), |(says, _)| says);
        Refusal::new(format!("line {at} is no sound JSON: {says}"))
    })?;
    Ok(fields)
}

fn flatten(text: &str, above: &str, depth: usize, fields: &mut Fields) -> Result<(), serde_json::Error> {
    if depth > MOST_DEPTH {
        return Err(de::Error::custom(format!("objects are nested more than {MOST_DEPTH} deep")));
    }
    let Object(own) = serde_json::from_str(text)?;
    for (key, value) in own {
        let key = if above.is_empty() { key } else { format!("{above}.{key}") };
        let raw = value.get();
        match raw.as_bytes().first() {
            Some(b'{') => flatten(raw, &key, depth + 1, fields)?,
            // An empty cell; the key is a column all the same.
            Some(b'n') => fields.push((key, String::new())),
            Some(b'"') => fields.push((key, serde_json::from_str(raw)?)),
            _ => fields.push((key, raw.to_owned())),
        }
    }
    Ok(())
}

/// An object with its values as they are written.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        deserializer.deserialize_map(Pairs).map(Self)
    }
}
