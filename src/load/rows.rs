//! Rows that another floor took out of another program's file → [`Register`], with the same checks and the same places
//! as TOML and CSV.

use std::ops::Range;

use super::{
    fields::{clean, plain},
    input,
    problem::{Code, File, Located, Place, Report},
    raw::{self, Records, Text, Texts},
};
use crate::model::{Currency, SourceKind};

/// A text with its place in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// Bytes of the file.
    pub at: Range<usize>,
}

/// One record: cells by the names that the register's TOML has for them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Index of its file.
    pub file: usize,
    /// Its place.
    pub at: Range<usize>,
    /// Name and value, in order.
    pub cells: Vec<(String, Cell)>,
    /// Of a deal: the entries of its history, with `on`, `status` and `mark`.
    pub history: Vec<Row>,
    /// Of a deal: what it says beside its amount, each with the deal's key for it: `rate`, `paid`, `exit`, `pledged`,
    /// `expected`.
    pub terms: Vec<(&'static str, Row)>,
}

impl Row {
    /// An empty record at a place.
    pub fn new(file: usize, at: Range<usize>) -> Self {
        Self { file, at, ..Self::default() }
    }

    /// The cell of this name, if there is one with anything in it.
    pub fn get(&self, name: &str) -> Option<&Cell> {
        self.cells.iter().find(|(own, cell)| own == name && !cell.text.trim().is_empty()).map(|(_, cell)| cell)
    }

    /// Takes that cell out.
    pub fn take(&mut self, name: &str) -> Option<Cell> {
        let at = self.cells.iter().position(|(own, _)| own == name)?;
        Some(self.cells.remove(at).1).filter(|cell| !cell.text.trim().is_empty())
    }

    /// Every cell of this name: a round has several payers.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(move |(own, _)| own == name).map(|(_, cell)| cell)
    }

    /// Adds a cell at a place.
    pub fn put(&mut self, name: &str, text: impl Into<String>, at: Range<usize>) {
        self.cells.push((name.to_owned(), Cell { text: text.into(), at }));
    }

    /// Adds a cell that speaks of the whole record.
    pub fn set(&mut self, name: &str, text: impl Into<String>) {
        self.put(name, text, self.at.clone());
    }
}

/// Every record of an import, with the texts in which they stand and the faults found so far.
///
/// Lists of words (`roles`, `cite`) are parted by `;`; of several payers and payees each is a cell of its own, an id or a
/// name. A deal's `source` is a page in the words of the file, its `cite` names sources by their ids. A deal without
/// an `id` may have a `made_id`, which gives way where another deal has it; a source without a `kind` a `made_kind`, which
/// gives way to that of an earlier layer.
///
/// ```
/// use roundtrip::load::{self, Layer, Reading, Row, Rows};
/// let mut rows = Rows::default();
/// let file = rows.file("mine.graph", "a pays b");
/// let mut entity = Row::new(file, 0..1);
/// entity.set("id", "A!");
/// entity.set("kind", "company");
/// rows.entities.push(entity);
/// let faults = load::build(vec![Layer::of_rows(rows)], &Reading::default()).unwrap_err();
/// assert_eq!(faults.problems[0].help.as_deref(), Some("write `a`"));
/// ```
#[derive(Debug, Default)]
pub struct Rows {
    /// What the register is about.
    pub title: Option<String>,
    /// The day as of which it speaks.
    pub as_of: Option<String>,
    /// The currency in which ranges are to be.
    pub base: Option<String>,
    /// What the amounts are counted in: the base, where no register says another.
    pub counted_in: Option<Currency>,
    /// Entities.
    pub entities: Vec<Row>,
    /// Sources.
    pub sources: Vec<Row>,
    /// Deals.
    pub deals: Vec<Row>,
    /// What companies were worth, apart from them: `entity`, `worth`, `basis`, `on`.
    pub valuations: Vec<Row>,
    /// Figures of companies, under the names of the register's keys.
    pub figures: Vec<Row>,
    /// Shares of customers, likewise.
    pub customers: Vec<Row>,
    report: Report,
}

impl Rows {
    /// Takes in the text of a file and gives its index.
    pub fn file(&mut self, name: &str, text: &str) -> usize {
        self.report.files.push(File { name: name.to_owned(), text: text.to_owned() });
        self.report.files.len() - 1
    }

    /// Takes in a file as it was read, and gives its index and its text, if it is text with something in it.
    pub(super) fn decoded(&mut self, name: String, bytes: Vec<u8>) -> Option<(usize, String)> {
        let file = input::decode(&mut self.report, name, bytes)?;
        let text = self.report.files.get(file)?.text.clone();
        Some((file, text))
    }

    /// The name of a file.
    pub(super) fn name_of(&self, file: usize) -> &str {
        self.report.files.get(file).map_or("", |file| file.name.as_str())
    }

    /// Whether anything was found so far that keeps the register from being made.
    pub(super) fn has_faults(&self) -> bool {
        self.report.has_faults()
    }

    /// Notes what something was taken for, or that it was lost, and how many times.
    pub fn note(&mut self, text: impl Into<String>, count: usize) {
        self.report.note(plain(&text.into()), count);
    }

    /// Notes a fault at a place of a file.
    pub fn fault(&mut self, code: Code, message: impl Into<String>, (file, at): (usize, Range<usize>), help: &str) {
        let problem = self.report.push(code, plain(&message.into()), &Place { file, span: at });
        if !help.is_empty() {
            problem.help(plain(help));
        }
    }

    /// Puts everything into the records of a register, and the texts and faults into its report.
    pub(super) fn into_records(self, report: &mut Report, records: &mut Records) {
        let offset = report.append(self.report);
        let start = Place { file: offset, span: 0..0 };
        let head = |text: Option<String>| text.map(|value| Located { value, at: start.clone() });
        let head = raw::Head {
            title: head(self.title),
            as_of: head(self.as_of),
            base: head(self.base),
            counted_in: self.counted_in,
        };
        if head.title.is_some() || head.as_of.is_some() || head.base.is_some() || head.counted_in.is_some() {
            records.head.push(records.record(start.clone(), head));
        }
        for row in self.entities {
            let mut cells = Cells { report, row, offset };
            let (at, mut body) = (cells.place(), entity(&mut cells));
            if let Some(valuation) = body.valuations.first_mut().filter(|own| own.cite.is_empty()) {
                valuation.cite.push(raw::Cite::page(file_page(report, records, &at)));
            }
            let record = records.record(at, body);
            records.entities.push(record);
        }
        for row in self.sources {
            let mut cells = Cells { report, row, offset };
            let (at, body) = (cells.place(), source(&mut cells));
            let record = records.record(at, body);
            records.sources.push(record);
        }
        for row in self.deals {
            let mut cells = Cells { report, row, offset };
            let pages = cells.each("source");
            let (at, mut body) = (cells.place(), deal(&mut cells));
            for page in pages {
                records.pages.push(raw::Page { text: page.clone(), kind: SourceKind::Press });
                body.cite.push(raw::Cite::page(page));
            }
            if body.cite.is_empty() {
                body.cite.push(raw::Cite::page(file_page(report, records, &at)));
            }
            records.names.extend(body.payer.iter().chain(&body.payee).cloned());
            records.names.extend(body.pledged.iter().filter_map(|own| own.to.clone()));
            let record = records.record(at, body);
            records.deals.push(record);
        }
        figures((self.valuations, self.figures, self.customers), offset, report, records);
    }
}

/// Figures beside the deals; one that names no source rests on the file itself.
fn figures(
    (valuations, figures, customers): (Vec<Row>, Vec<Row>, Vec<Row>),
    offset: usize,
    report: &mut Report,
    records: &mut Records,
) {
    let cited = |cite: &mut Vec<raw::Cite>, report: &Report, records: &mut Records, at: &Place| {
        if cite.is_empty() {
            cite.push(raw::Cite::page(file_page(report, records, at)));
        }
    };
    for row in valuations {
        let mut cells = Cells { report, row, offset };
        let (at, entity, cite) = (cells.place(), cells.text("entity"), cells.cites());
        let (worth, basis, on) = (cells.text("worth"), cells.text("basis"), cells.text("on"));
        let mut valuation = raw::Valuation { worth, basis, on, cite };
        cited(&mut valuation.cite, report, records, &at);
        records.names.extend(entity.clone());
        let record = records.record(at, raw::Valued { entity, valuation });
        records.valued.push(record);
    }
    for row in figures {
        let mut cells = Cells { report, row, offset };
        let at = cells.place();
        let mut body = raw::Figure {
            entity: cells.text("entity"),
            what: cells.text("what"),
            period: cells.text("period"),
            ended: cells.text("ended"),
            amount: cells.text("amount"),
            note: cells.text("note"),
            cite: cells.cites(),
        };
        cited(&mut body.cite, report, records, &at);
        records.names.extend(body.entity.clone());
        let record = records.record(at, body);
        records.figures.push(record);
    }
    for row in customers {
        let mut cells = Cells { report, row, offset };
        let at = cells.place();
        let mut body = raw::CustomerShare {
            entity: cells.text("entity"),
            customer: cells.text("customer"),
            share: cells.text("share"),
            period: cells.text("period"),
            ended: cells.text("ended"),
            note: cells.text("note"),
            cite: cells.cites(),
        };
        cited(&mut body.cite, report, records, &at);
        records.names.extend(body.entity.iter().chain(&body.customer).cloned());
        let record = records.record(at, body);
        records.customer_shares.push(record);
    }
}

/// The file itself, as the source of what names none.
fn file_page(report: &Report, records: &mut Records, at: &Place) -> Located<String> {
    let name = report.files.get(at.file).map(|file| file.name.clone()).unwrap_or_default();
    let text = Located { value: name, at: at.clone() };
    records.pages.push(raw::Page { text: text.clone(), kind: SourceKind::Aggregator });
    text
}

/// A record being read.
struct Cells<'a> {
    report: &'a mut Report,
    row: Row,
    /// Number of the first file of these rows in the report.
    offset: usize,
}

impl Cells<'_> {
    fn place(&self) -> Place {
        Place { file: self.offset + self.row.file, span: self.row.at.clone() }
    }

    fn text(&mut self, name: &str) -> Text {
        let cell = self.row.take(name)?;
        let at = Place { file: self.offset + self.row.file, span: cell.at };
        let value = clean(self.report, cell.text.trim(), &at);
        (!value.is_empty()).then_some(Located { value, at })
    }

    /// Every cell of a name, each a value.
    fn each(&mut self, name: &str) -> Texts {
        let count = self.row.all(name).count();
        (0..count).filter_map(|_| self.text(name)).collect()
    }

    /// Ids of other deals, in one cell or several.
    fn links(&mut self, name: &str) -> Texts {
        let cells = self.each(name);
        let parts = cells.iter().flat_map(|text| text.value.split(';').map(|part| (part.trim(), &text.at)));
        let parts = parts.filter(|(part, _)| !part.is_empty());
        parts.map(|(part, at)| Located { value: part.to_owned(), at: at.clone() }).collect()
    }

    /// The sources, by their ids, each with how it was read, of what it speaks and where it is named: lists beside that of the
    /// ids, in the same order, in which `-` is nothing.
    fn cites(&mut self) -> Vec<raw::Cite> {
        let sources = self.list("cite");
        let [reads, fields, via] = ["source_reads", "source_fields", "source_via"].map(|name| {
            let texts = self.list(name);
            if let Some(first) = texts.first().filter(|_| texts.len() != sources.len()) {
                let message = format!("there are {} sources, and {} values in `{name}`", sources.len(), texts.len());
                let help = "write one for each source, parted by `;`, and `-` where there is none";
                self.report.push(Code::RaggedRow, message, &first.at).help(help);
            }
            texts
        });
        let at = |texts: &Texts, place: usize| {
            let text = texts.get(place).filter(|text| text.value != "-")?;
            Some(Located { value: text.value.replace("%3B", ";"), at: text.at.clone() })
        };
        let cite = |(place, source): (usize, Located<String>)| {
            let of = at(&fields, place);
            let of = of.iter().flat_map(|text| text.value.split(',').map(|word| (word.trim(), &text.at)));
            let of = of.map(|(word, at)| Located { value: word.to_owned(), at: at.clone() }).collect();
            raw::Cite { source, read: at(&reads, place), via: at(&via, place), of }
        };
        sources.into_iter().enumerate().map(cite).collect()
    }

    fn list(&mut self, name: &str) -> Texts {
        let Some(text) = self.text(name) else { return Vec::new() };
        let parts = text.value.split(';').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Located { value: part.to_owned(), at: text.at.clone() }).collect()
    }
}

fn entity(cells: &mut Cells<'_>) -> raw::Entity {
    let owner = cells.text("owner").map(|of| raw::Owner { of: Some(of), ..raw::Owner::default() });
    let cite = cells.cites();
    let valuation = raw::Valuation {
        worth: cells.text("worth"),
        basis: cells.text("basis"),
        on: cells.text("valued_on"),
        cite: cite.clone(),
    };
    raw::Entity {
        of_table: true,
        id: cells.text("id"),
        name: cells.text("name"),
        kind: cells.text("kind"),
        roles: cells.list("roles"),
        country: cells.text("country"),
        ticker: cells.text("ticker"),
        aliases: cells.text("alias").into_iter().collect(),
        owners: owner.into_iter().collect(),
        valuations: if valuation.worth.is_some() { vec![valuation] } else { Vec::new() },
        cite,
        ..raw::Entity::default()
    }
}

fn source(cells: &mut Cells<'_>) -> raw::Source {
    let (kind, made) = (cells.text("kind"), cells.text("made_kind"));
    raw::Source {
        id: cells.text("id"),
        drop: Vec::new(),
        made_kind: kind.is_none(),
        publisher: cells.text("publisher"),
        author: cells.text("author"),
        title: cells.text("title"),
        url: cells.text("url"),
        date: cells.text("date"),
        kind: kind.or(made),
        wire: cells.list("wire"),
        note: cells.text("note"),
    }
}

fn deal(cells: &mut Cells<'_>) -> raw::Deal {
    let offset = cells.offset;
    let history = std::mem::take(&mut cells.row.history).into_iter().map(|row| {
        let mut cells = Cells { report: &mut *cells.report, row, offset };
        raw::Event {
            at: cells.place(),
            on: cells.text("on"),
            status: cells.text("status"),
            mark: cells.text("mark"),
            ..raw::Event::default()
        }
    });
    let history = history.collect();
    let terms = std::mem::take(&mut cells.row.terms);
    let (given, made) = (cells.text("id"), cells.text("made_id"));
    let mut body = raw::Deal {
        made_id: given.is_none(),
        id: given.or(made),
        title: cells.text("title"),
        kind: cells.text("kind"),
        payer: cells.each("payer"),
        payee: cells.each("payee"),
        amount: cells.text("amount"),
        round: cells.text("round").map(|text| matches!(text.value.to_lowercase().as_str(), "true" | "yes" | "1")),
        term: cells.text("term"),
        quantity: cells.each("quantity"),
        in_return: cells.each("in_return"),
        stake: cells.text("stake"),
        target: cells.text("target"),
        conditions: cells.text("conditions"),
        tranche_of: cells.text("tranche_of"),
        part_of: cells.text("part_of"),
        supersedes: cells.links("supersedes"),
        overlaps: cells.links("overlaps"),
        expands: cells.text("expands"),
        reciprocal_of: cells.text("reciprocal_of"),
        confirmation: cells.text("confirmation"),
        note: cells.text("note"),
        cite: cells.cites(),
        history,
        ..raw::Deal::default()
    };
    for (key, row) in terms {
        term(&mut body, key, &mut Cells { report: &mut *cells.report, row, offset });
    }
    // Whatever else there is stays with the deal, as the columns of a spreadsheet do.
    let names: Vec<String> = cells.row.cells.iter().map(|(name, _)| name.clone()).collect();
    for name in names {
        let place = cells.place();
        if let Some(text) = cells.text(&name) {
            body.details.push((clean(cells.report, &name, &place), text.value));
        }
    }
    // In a file a key stands once; the first value is kept.
    body.details.sort();
    body.details.dedup_by(|a, b| a.0 == b.0);
    body
}

/// What a deal says beside its amount, under the deal's key for it.
fn term(body: &mut raw::Deal, key: &str, cells: &mut Cells<'_>) {
    match key {
        "rate" => body.rate.push(raw::Fee {
            amount: cells.text("amount"),
            per: cells.text("per"),
            from: cells.text("from"),
            until: cells.text("until"),
            ..raw::Fee::default()
        }),
        "paid" => {
            let (on, amount) = (cells.text("on"), cells.text("amount"));
            body.paid.push(raw::Paid { on, amount, ..raw::Paid::default() });
        }
        "exit" => body.exit.push(raw::Exit {
            by: cells.text("by"),
            notice: cells.text("notice"),
            from: cells.text("from"),
            pays: cells.text("pays"),
            ..raw::Exit::default()
        }),
        "pledged" => {
            let (asset, to) = (cells.text("asset"), cells.text("to"));
            body.pledged.push(raw::Pledge { asset, to, ..raw::Pledge::default() });
        }
        _ => {
            let (on, status) = (cells.text("on"), cells.text("status"));
            body.expected.push(raw::Expected { on, status, ..raw::Expected::default() });
        }
    }
}
