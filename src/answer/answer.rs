//! What a question is answered with.

use std::{collections::BTreeMap, fmt};

use super::{
    cell::{Cell, Record},
    list::List,
    notes::{Footnote, Notes},
    table::Table,
    words,
};
use crate::{
    flow::Scope,
    measure::About,
    model::{Citation, Currency, Register, Source, SourceId, nearest_first},
};

/// One part of what a reader reads.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph; an empty one is a blank line.
    Text(String),
    /// One of several points.
    Item(String),
    /// A table under its heading; under a blank line, if that is empty. Without a row it is not shown.
    Table {
        /// What is in it.
        heading: String,
        /// Its columns and rows.
        table: Table,
    },
    /// The sources that are cited, by number.
    Sources(Vec<Footnote>),
}

/// Rows as data. They may be made one by one while they are written.
pub(super) struct Rows<'a> {
    /// What they are called in JSON.
    pub(super) key: &'static str,
    pub(super) records: Box<dyn Iterator<Item = Record> + 'a>,
    /// What is only known once they are written, such as that the list was cut.
    pub(super) then: Box<dyn FnOnce() -> Record + 'a>,
}

/// What a spreadsheet gets in place of the rows. Its lines may be made one by one while they are written.
pub(super) struct Spreadsheet<'a> {
    pub(super) columns: Vec<&'static str>,
    /// The values of each line, in the order of the columns.
    pub(super) lines: Box<dyn Iterator<Item = Vec<Cell>> + 'a>,
}

/// A table that is made when somebody is to read it; it cites its sources.
type LongTable<'a> = Box<dyn FnOnce(&mut Notes) -> Table + 'a>;

/// The answer to a question, as a value: text, Markdown, CSV, JSON and NDJSON are made from it
/// ([`write`](super::write)).
pub struct Answer<'a> {
    /// What its JSON is called, without `roundtrip/` and the version.
    pub(super) name: String,
    register: &'a Register,
    beside: Option<&'a Register>,
    pub(super) title: String,
    subject: String,
    /// What its figures are counted in; nothing if it is not about a view.
    pub(super) currency: Option<Currency>,
    says: Vec<String>,
    blocks: Vec<Block>,
    long_table: Option<LongTable<'a>>,
    about: Vec<&'static About>,
    notes: Notes,
    /// How each source was read at best, once that is asked for.
    readings: Option<BTreeMap<SourceId, Citation>>,
    seen: Record,
    head: Record,
    pub(super) rows: Option<Rows<'a>>,
    pub(super) spreadsheet: Option<Spreadsheet<'a>>,
    /// Whether this is all there is: no search was stopped, no list cut.
    pub complete: bool,
}

impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("name", &self.name).field("title", &self.title).finish_non_exhaustive()
    }
}

impl<'a> Answer<'a> {
    /// An answer from a register. Its JSON is called `roundtrip/NAME/1`.
    pub fn new(name: impl Into<String>, register: &'a Register) -> Self {
        Self {
            name: name.into(),
            register,
            beside: None,
            title: String::new(),
            subject: String::new(),
            currency: None,
            says: Vec::new(),
            blocks: Vec::new(),
            long_table: None,
            about: Vec::new(),
            notes: Notes::default(),
            readings: None,
            seen: Record::new(),
            head: Record::new(),
            rows: None,
            spreadsheet: None,
            complete: true,
        }
    }

    /// An answer about a view of a register: the line below the title says which, as do the day and the level in its JSON.
    pub fn of(name: impl Into<String>, scope: &Scope<'a>) -> Self {
        let mut answer = Self::new(name, scope.register);
        answer.subject = scope.words();
        answer.seen = Record::new().with("as_of", scope.view.as_of).with("level", scope.view.level.name());
        answer.seen.put("currency", scope.register.base.code());
        answer.currency = Some(scope.register.base);
        answer
    }

    /// Figures of a view, with what a reader must know of them.
    pub fn figures(name: impl Into<String>, scope: &Scope<'a>, about: &[&'static About]) -> Self {
        let mut answer = Self::of(name, scope);
        answer.seen.put("view", scope.view.to_string());
        answer.about = about.to_vec();
        if !scope.view.through.is_empty() {
            answer.says.push(through(scope));
        }
        answer
    }

    /// What a reader must know of its figures: said at the end, and in the JSON.
    pub fn about(&mut self, about: &[&'static About]) {
        self.about = about.to_vec();
    }

    /// Another register, whose sources are cited, too.
    pub fn beside(&mut self, register: &'a Register) {
        self.beside = Some(register);
    }

    /// What it says in one line.
    pub fn title(&mut self, text: impl Into<String>) {
        self.title = text.into();
    }

    /// What it is about, in the line below the title, in place of the view's words.
    pub fn subject(&mut self, text: impl Into<String>) {
        self.subject = text.into();
    }

    /// A sentence at the top, before every table.
    pub fn says(&mut self, text: impl Into<String>) {
        self.says.push(text.into());
    }

    /// A heading.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// A paragraph; an empty one is a blank line.
    pub fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    /// One of several points.
    pub fn item(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Item(text.into()));
    }

    /// A table under a heading, which may be empty.
    pub fn table(&mut self, heading: impl Into<String>, table: Table) {
        self.blocks.push(Block::Table { heading: heading.into(), table });
    }

    /// A table of so many rows that it is only made when somebody is to read it. It stands last.
    pub fn long_table(&mut self, make: impl FnOnce(&mut Notes) -> Table + 'a) {
        self.long_table = Some(Box::new(make));
    }

    /// With everything made that a reader reads.
    pub(super) fn for_readers(mut self) -> Self {
        if let Some(make) = self.long_table.take() {
            let table = make(&mut self.notes);
            self.table("", table);
        }
        self
    }

    /// A list: readers see the first `top` of it, programs get all of it, under `key`.
    pub fn list<T>(&mut self, heading: impl Into<String>, key: &'static str, list: &List<'_, T>, top: usize) {
        self.table(heading, list.table(top, self.register.base));
        self.rows(key, list.records().collect::<Vec<_>>());
    }

    /// A figure beside the rows, in the JSON.
    pub fn figure(&mut self, key: impl Into<std::borrow::Cow<'static, str>>, value: impl Into<Cell>) {
        self.head.put(key, value);
    }

    /// The rows of the data, under the name that they have in JSON.
    pub fn rows<I>(&mut self, key: &'static str, records: I)
    where
        I: IntoIterator<Item = Record>,
        I::IntoIter: 'a,
    {
        self.rows_then(key, records, Record::new);
    }

    /// The same, and what is only known once they are written.
    pub fn rows_then<I>(&mut self, key: &'static str, records: I, then: impl FnOnce() -> Record + 'a)
    where
        I: IntoIterator<Item = Record>,
        I::IntoIter: 'a,
    {
        self.rows = Some(Rows { key, records: Box::new(records.into_iter()), then: Box::new(then) });
    }

    /// What a spreadsheet gets in place of the rows, flattened: its columns, and the values of each line in their order.
    pub fn spreadsheet<I>(&mut self, columns: impl Into<Vec<&'static str>>, lines: I)
    where
        I: IntoIterator<Item = Vec<Cell>>,
        I::IntoIter: 'a,
    {
        self.spreadsheet = Some(Spreadsheet { columns: columns.into(), lines: Box::new(lines.into_iter()) });
    }

    /// The numbers of sources, `[1, 2]`, for a sentence or a cell, the nearest to the fact first. The sources are listed
    /// at the end.
    pub fn cite<'s>(&mut self, citations: impl IntoIterator<Item = &'s Citation>) -> String {
        let (ours, theirs) = (self.register, self.beside);
        let known = |id: &SourceId| -> Option<&Source> {
            ours.sources.get(id).or_else(|| theirs.and_then(|theirs| theirs.sources.get(id)))
        };
        self.notes.cite(nearest_first(citations, known))
    }

    /// The same of pages that are known by what they say: they stand as they were read best for any record.
    pub fn cite_pages<'s>(&mut self, ids: impl IntoIterator<Item = &'s SourceId>) -> String {
        let (ours, theirs) = (self.register, self.beside);
        let readings = self.readings.get_or_insert_with(|| {
            let both = [theirs, Some(ours)].into_iter().flatten();
            both.flat_map(Register::readings).map(|(id, best)| (id.clone(), best.clone())).collect()
        });
        let read = |id: &SourceId| readings.get(id).cloned().unwrap_or_else(|| Citation::page(id.clone()));
        let citations: Vec<Citation> = ids.into_iter().map(read).collect();
        self.cite(&citations)
    }

    /// Takes another answer in as a section: its title, what it says, and its first `tables` tables. What a reader must
    /// know of its figures is said at the end of the whole, once. The whole is complete only if every section is.
    pub fn section(&mut self, other: Answer<'_>, tables: usize) {
        self.complete &= other.complete;
        let other = other.for_readers();
        let command = other.name.replacen('-', " ", 1);
        self.heading(other.title);
        for sentence in other.says {
            self.text(sentence);
        }
        let inner = other.blocks.into_iter().filter_map(|block| match block {
            Block::Table { heading, table } => Some((heading, table)),
            _ => None,
        });
        for (heading, table) in inner.take(tables) {
            if !heading.is_empty() && !table.rows.is_empty() {
                self.text(format!("{heading}:"));
            }
            let more = table.left_out;
            self.blocks.push(Block::Table { heading: String::new(), table: Table { left_out: 0, ..table } });
            if more > 0 {
                self.text(format!("{} more not shown; see `roundtrip {command}`.", words::thousands(more)));
            }
        }
        for one in other.about {
            if !self.about.contains(&one) {
                self.about.push(one);
            }
        }
    }

    /// Everything that a reader reads, below the title.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let text = |text: &String| Block::Text(text.clone());
        let subject = Some(&self.subject).filter(|subject| !subject.is_empty());
        let mut blocks: Vec<Block> = subject.into_iter().chain(&self.says).map(text).collect();
        blocks.extend(self.blocks.iter().cloned());
        let registers: Vec<&Register> = [Some(self.register), self.beside].into_iter().flatten().collect();
        let sources = self.notes.footnotes(&registers);
        if !sources.is_empty() {
            blocks.push(Block::Sources(sources));
        }
        if !self.about.is_empty() {
            blocks.push(Block::Heading("What these figures are".to_owned()));
        }
        for one in &self.about {
            blocks.push(Block::Item(format!("{}: {}", one.title, one.definition)));
            blocks.push(Block::Item(format!("How: {}", one.method)));
            blocks.push(Block::Item(format!("Caution: {}", one.caution)));
        }
        blocks
    }

    /// What its JSON says before its rows.
    pub(super) fn head(&self) -> Record {
        let mut head = Record::new().with("schema", format!("roundtrip/{}/1", self.name)).and(self.seen.clone());
        if !self.about.is_empty() {
            let about = self.about.iter().map(|about| {
                let About { title, definition, method, caution } = **about;
                let named = Record::new().with("title", title).with("definition", definition);
                named.with("method", method).with("caution", caution)
            });
            head = head.with("says", &self.title).with("about", Cell::list(about));
        }
        let head = head.and(self.head.clone());
        // Who reads no sentence has to see it, too.
        if self.complete || head.fields().any(|(key, _)| key == "complete") {
            head
        } else {
            head.with("complete", false)
        }
    }
}

/// What `--through` leaves of the money, for figures that speak of all of it.
fn through(scope: &Scope<'_>) -> String {
    let undecided = match scope.graph.undecided() {
        0 => String::new(),
        hops => format!(" Of {}, it was not found out whether one does.", words::counted(hops, "hop")),
    };
    let names: Vec<&str> = scope.graph.through().iter().map(|id| scope.register.name(id)).collect();
    format!(
        "Only the hops over which a loop can lead through {} are looked at, each with all it carries; what goes round \
         them need not pass there.{undecided}",
        words::and(&names)
    )
}
