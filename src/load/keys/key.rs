//! What a table of the register's files may hold.

/// One kind of table, such as `[[deal]]`, with every key that the reader takes in it.
///
/// The reader refuses a key that is not listed here and asks for no other, so the list is the format: the reference in
/// `docs/format.md` and the JSON Schema are made from it.
#[derive(Debug)]
pub struct Table {
    /// What messages call it: `deal`.
    pub name: &'static str,
    /// What it records.
    pub about: &'static str,
    /// Its keys, in the order in which they are read.
    pub keys: &'static [Key],
}

/// One key of a table.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may stand behind it.
    pub value: Value,
    /// Whether a table without it is refused.
    pub required: bool,
    /// What it means, in one or two sentences.
    pub about: &'static str,
    /// A value, as it is written in TOML. Empty for a list of tables, whose keys have examples of their own.
    pub example: &'static str,
}

/// What may stand behind a key.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// Any text.
    Text,
    /// A new id: `a-z`, `0-9`, `_` and `-`.
    Id,
    /// The id, name or alias of an entity.
    Entity,
    /// The id of a deal.
    Deal,
    /// The id of a source.
    Source,
    /// An amount of money, such as `10B` or `<=1.5B`.
    Amount,
    /// A day, month or year, or `<` and a day for some day before it.
    Date,
    /// A decimal number.
    Number,
    /// The address of a web page.
    Url,
    /// The three letters of a currency.
    Currency,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// A list of them; a single one may stand without brackets.
    List(&'static Value),
    /// A table with any keys, each a text.
    Free,
    /// A list of tables.
    Tables(&'static Table),
    /// One entity, or a list of tables where it changed over time.
    EntityOrTables(&'static Table),
    /// A list of sources, each an id or a table that says more; a single one may stand without brackets.
    Cites(&'static Table),
}

/// What a record of a later layer takes away from the same record of an earlier one.
pub(super) const DROP: Key = Key::new(
    "drop",
    Value::List(&Value::Text),
    "Keys of the same record of an earlier layer that are taken away, before what this one says is laid over it.",
    r#"["ticker"]"#,
);

impl Table {
    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Key {
    /// A key that may be left out.
    pub(super) const fn new(name: &'static str, value: Value, about: &'static str, example: &'static str) -> Self {
        Self { name, value, required: false, about, example }
    }

    /// A key that must be there.
    pub(super) const fn required(name: &'static str, value: Value, about: &'static str, example: &'static str) -> Self {
        Self { name, value, required: true, about, example }
    }
}

impl Value {
    /// The table that stands behind a key, alone or in a list.
    pub fn table(&self) -> Option<&'static Table> {
        match self {
            Self::Tables(table) | Self::EntityOrTables(table) | Self::Cites(table) => Some(table),
            _ => None,
        }
    }
}
