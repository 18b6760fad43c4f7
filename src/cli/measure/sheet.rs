//! What a measure prints: a sentence, tables, what the figures are and what they must not be read as; and the same as data.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Ground;
use crate::{
    cli::{
        args::{Format, OutputArgs},
        loops::thousands,
        outcome::Failure,
        output,
        page::{Notes, Page},
        table::{Table, csv},
        view,
    },
    measure::About,
    model::SourceId,
};

/// One measure of one view.
pub(in crate::cli) struct Sheet {
    /// What its JSON is called: `measure-NAME`, or the name of a command.
    name: String,
    title: String,
    says: Vec<String>,
    about: Vec<&'static About>,
    /// A heading, which may be empty, and what stands under it.
    tables: Vec<(String, Table)>,
    head: Map<String, Value>,
    key: &'static str,
    rows: Vec<Value>,
    notes: Notes,
}

impl Sheet {
    /// Of a command; what its rows are called in the JSON; and what the reader must know of it.
    pub(in crate::cli) fn command(name: &str, key: &'static str, about: &[&'static About]) -> Self {
        Self {
            name: name.to_owned(),
            title: String::new(),
            says: Vec::new(),
            about: about.to_vec(),
            tables: Vec::new(),
            head: Map::new(),
            key,
            rows: Vec::new(),
            notes: Notes::default(),
        }
    }

    pub(in crate::cli) fn title(&mut self, text: impl Into<String>) {
        self.title = text.into();
    }

    /// A sentence below the title.
    pub(in crate::cli) fn says(&mut self, text: impl Into<String>) {
        self.says.push(text.into());
    }

    pub(in crate::cli) fn table(&mut self, heading: impl Into<String>, table: Table) {
        self.tables.push((heading.into(), table));
    }

    /// The numbers of sources, `[1, 2]`, which are listed at the end.
    pub(in crate::cli) fn cite<'a>(&mut self, ids: impl IntoIterator<Item = &'a SourceId>) -> String {
        self.notes.cite(ids)
    }

    /// A figure beside the rows, in the JSON.
    pub(in crate::cli) fn figure(&mut self, name: &str, value: impl Into<Value>) {
        self.head.insert(name.to_owned(), value.into());
    }

    /// One row of the data.
    pub(in crate::cli) fn row(&mut self, value: Value) {
        self.rows.push(value);
    }

    pub(in crate::cli) fn text(
        self,
        ground: &Ground<'_>,
        output: &OutputArgs,
        width: Option<usize>,
    ) -> Result<String, Failure> {
        match output.format {
            Format::Table => Ok(self.page(ground).plain(width)),
            Format::Markdown => Ok(self.page(ground).markdown()),
            Format::Json => self.json(ground),
            Format::Ndjson => output::ndjson(&self.rows),
            Format::Csv => self.csv(),
        }
    }

    fn page(self, ground: &Ground<'_>) -> Page {
        let mut page = Page::new(self.title.clone());
        page.text(format!("{}, {}.", ground.register.title, view::words(ground.view)));
        for sentence in self.says {
            page.text(sentence);
        }
        for (heading, table) in self.tables {
            if heading.is_empty() {
                page.text("");
            } else if !table.rows.is_empty() {
                page.heading(heading);
            }
            let left_out = table.left_out;
            page.table(table);
            if left_out > 0 {
                page.text(format!("{} more not shown; --top 0 shows all.", thousands(left_out)));
            }
        }
        page.notes = self.notes;
        page.sources(ground.register);
        explain(&mut page, &self.about);
        page
    }

    fn json(self, ground: &Ground<'_>) -> Result<String, Failure> {
        #[derive(Serialize)]
        struct Said {
            title: &'static str,
            definition: &'static str,
            method: &'static str,
            caution: &'static str,
        }
        #[derive(Serialize)]
        struct Document {
            schema: String,
            as_of: String,
            level: &'static str,
            view: String,
            says: String,
            about: Vec<Said>,
            #[serde(flatten)]
            head: Map<String, Value>,
        }
        let said = |about: &&'static About| {
            let About { title, definition, method, caution } = **about;
            Said { title, definition, method, caution }
        };
        let head = Document {
            schema: format!("roundtrip/{}/1", self.name),
            as_of: ground.view.as_of.to_string(),
            level: ground.view.level.name(),
            view: view::words(ground.view),
            says: self.title,
            about: self.about.iter().map(said).collect(),
            head: self.head,
        };
        output::json_list(&head, self.key, self.rows)
    }

    /// Each row's figures in cells of their own; a list in one cell, parted by spaces or, of lists, by `;`.
    fn csv(self) -> Result<String, Failure> {
        let mut columns: Vec<String> = Vec::new();
        let rows: Vec<Vec<(String, String)>> = self.rows.iter().map(|row| flat("", row)).collect();
        for (name, _) in rows.iter().flatten() {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        let cell = |row: &[(String, String)], column: &String| {
            row.iter().find(|(name, _)| name == column).map_or_else(String::new, |(_, cell)| cell.clone())
        };
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect();
        csv(&columns, &rows)
    }
}

/// What figures are, how they are computed, and what they must not be read as.
pub(super) fn explain(page: &mut Page, about: &[&About]) {
    page.heading("What these figures are");
    for about in about {
        page.item(format!("{}: {}", about.title, about.definition));
        page.item(format!("How: {}", about.method));
        page.item(format!("Caution: {}", about.caution));
    }
}

/// The leaves of a value, with the path to each as its name.
fn flat(name: &str, value: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| {
                let name = if name.is_empty() { key.clone() } else { format!("{name}_{key}") };
                flat(&name, value)
            })
            .collect(),
        Value::Array(list) => {
            let inner = |value: &Value| match value {
                Value::Array(inner) => inner.iter().map(text).collect::<Vec<_>>().join(" + "),
                Value::Object(_) => flat("", value).into_iter().map(|(_, cell)| cell).collect::<Vec<_>>().join(" "),
                other => text(other),
            };
            vec![(name.to_owned(), list.iter().map(inner).collect::<Vec<_>>().join("; "))]
        }
        other => vec![(name.to_owned(), text(other))],
    }
}

/// An amount as a plain number.
pub(in crate::cli) fn number(amount: Decimal) -> Value {
    amount.normalize().to_string().parse().map_or(Value::Null, Value::Number)
}

/// An amount that may be unstated or unbounded.
pub(in crate::cli) fn maybe(amount: Option<Decimal>) -> Value {
    amount.map_or(Value::Null, number)
}
