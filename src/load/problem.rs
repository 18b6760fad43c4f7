//! Flaws in the data, each with its place. They know no terminal: `cli` renders them.

use std::{collections::BTreeMap, fmt, ops::Range};

/// Whether loading fails by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The register is not loaded.
    Fault,
    /// It is loaded, and the reader should know.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal, $severity:ident;)+) => {
        /// Every kind of flaw. Each has a bad file under `tests/ui/` named after it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $code,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$code,)+];

            /// Its name, as printed.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)+ }
            }

            /// Whether loading fails by it.
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// Not TOML.
    Syntax = "syntax", Fault;
    /// Not UTF-8.
    Encoding = "encoding", Fault;
    /// Larger than a register can be.
    TooLarge = "too-large", Fault;
    /// Nothing in it.
    Empty = "empty", Fault;
    /// A key that means nothing.
    UnknownKey = "unknown-key", Fault;
    /// A key that must be there.
    MissingKey = "missing-key", Fault;
    /// A number where a list should be, and the like.
    WrongType = "wrong-type", Fault;
    /// An id that is no slug.
    BadId = "bad-id", Fault;
    /// Two records with one id.
    DuplicateId = "duplicate-id", Fault;
    /// No such entity.
    UnknownEntity = "unknown-entity", Fault;
    /// No such deal.
    UnknownDeal = "unknown-deal", Fault;
    /// No such source.
    UnknownSource = "unknown-source", Fault;
    /// A name of several entities.
    AmbiguousName = "ambiguous-name", Fault;
    /// No such kind, status, mark, ...
    UnknownWord = "unknown-word", Fault;
    /// Not an amount.
    BadAmount = "bad-amount", Fault;
    /// Not a date.
    BadDate = "bad-date", Fault;
    /// Not a number.
    BadNumber = "bad-number", Fault;
    /// Not an http(s) address.
    BadUrl = "bad-url", Fault;
    /// A currency without a rate.
    NoRate = "no-rate", Fault;
    /// Entries of a history that do not follow each other.
    HistoryOrder = "history-order", Fault;
    /// A status that cannot follow the one before it.
    StatusNowhere = "status-nowhere", Fault;
    /// Tranches, rounds, successions or owners in a circle.
    Circle = "circle", Fault;
    /// A figure on nobody's word.
    NoSource = "no-source", Fault;
    /// Payer and payee are one.
    SelfPayment = "self-payment", Fault;
    /// The register speaks as of a day before all its deals.
    AsOfBeforeAll = "as-of-before-all", Fault;
    /// A spreadsheet without a column that it needs.
    MissingColumn = "missing-column", Fault;
    /// A spreadsheet's row that has more or fewer cells than its header.
    RaggedRow = "ragged-row", Fault;
    /// Invisible or reordering characters, taken out.
    HostileText = "hostile-text", Warning;
    /// A quantity that says no number or no unit.
    UnclearQuantity = "unclear-quantity", Warning;
    /// A name in a table that is nearly that of another company.
    NearName = "near-name", Warning;
}

/// A place in a file, and what to say there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Index into [`Report::files`].
    pub file: usize,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// A word or two; may be empty.
    pub text: String,
}

/// One flaw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which kind.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where: the first label is the place, the others are what it clashes with.
    pub labels: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
    /// Where else the very same is wrong, if it is in more than a few places.
    pub again: Vec<Label>,
}

/// What is wrong in so many places of a file is said at each.
const FEW: usize = 3;

/// What makes two flaws of one file the very same.
type Same = (Code, String, Option<String>, Option<usize>);

/// One text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its text, without a byte-order mark.
    pub text: String,
}

/// Every flaw found, with the texts in which they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The texts.
    pub files: Vec<File>,
    /// The flaws, in the order of the files.
    pub problems: Vec<Problem>,
    /// What was taken for what, and what was lost, with how many times.
    pub notes: BTreeMap<String, usize>,
    /// What later layers override, record by record.
    pub corrections: Vec<Correction>,
}

/// What a record of a later layer overrides of the same record of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Which, such as ``deal `oai_aws_38b` ``.
    pub record: String,
    /// Where the later record stands.
    pub at: Label,
    /// Where the earlier one stands.
    pub before: Label,
    /// Which values, and what was there.
    pub changes: Vec<Change>,
    /// What has to be known beside them.
    pub remark: Option<String>,
}

/// One value that is overridden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its key.
    pub field: String,
    /// What the earlier layer has.
    pub old: String,
    /// What counts.
    pub new: String,
}

impl Correction {
    /// In a line: ``mine.toml:3: deal `oai_aws_38b`: amount 38B → 40B (before: data/deals/amazon.toml:12)``.
    pub fn words(&self, report: &Report) -> String {
        let short = |text: &str| {
            let short: String = text.chars().take(48).collect();
            if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
        };
        let changes: Vec<String> = self
            .changes
            .iter()
            .map(|change| format!("{} {} → {}", change.field, short(&change.old), short(&change.new)))
            .collect();
        let remark = self.remark.as_ref().map_or_else(String::new, |remark| format!("; {remark}"));
        let (at, before) = (report.line(&self.at), report.line(&self.before));
        format!("{at}: {}: {}{remark} (before: {before})", self.record, changes.join(", "))
    }
}

impl Report {
    /// Whether anything in it keeps the register from being loaded.
    pub fn has_faults(&self) -> bool {
        self.problems.iter().any(|problem| problem.code.severity() == Severity::Fault)
    }

    /// `mine.toml:3`.
    pub fn line(&self, label: &Label) -> String {
        let Some(file) = self.files.get(label.file) else { return String::new() };
        let before = file.text.get(..label.span.start).unwrap_or_default();
        format!("{}:{}", file.name, before.matches('\n').count() + 1)
    }

    /// Notes what something was taken for, or that it was lost, so many times.
    pub(super) fn note(&mut self, text: impl Into<String>, count: usize) {
        *self.notes.entry(text.into()).or_default() += count;
    }

    /// Takes in another report, and gives the number that its first file now has.
    pub(super) fn append(&mut self, other: Self) -> usize {
        let offset = self.files.len();
        self.files.extend(other.files);
        self.problems.extend(other.problems.into_iter().map(|mut problem| {
            problem.labels.iter_mut().for_each(|label| label.file += offset);
            problem
        }));
        for (text, count) in other.notes {
            self.note(text, count);
        }
        offset
    }

    pub(super) fn push(&mut self, code: Code, message: impl Into<String>, at: &Place) -> &mut Problem {
        let label = Label { file: at.file, span: at.span.clone(), text: String::new() };
        self.problems.push(Problem {
            code,
            message: message.into(),
            labels: vec![label],
            help: None,
            again: Vec::new(),
        });
        let last = self.problems.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was pushed on the line before")]
        &mut self.problems[last]
    }

    /// In the order of the files, faults of one place together, and what is wrong in many places said once.
    pub(super) fn sort(&mut self) {
        self.problems.sort_by_key(|p| p.labels.first().map(|l| (l.file, l.span.start, l.span.end, p.code)));
        self.problems.dedup();
        let mut counts: BTreeMap<Same, usize> = BTreeMap::new();
        for problem in &self.problems {
            *counts.entry(problem.same()).or_default() += 1;
        }
        let mut first: BTreeMap<Same, usize> = BTreeMap::new();
        let mut kept: Vec<Problem> = Vec::new();
        for problem in std::mem::take(&mut self.problems) {
            let same = problem.same();
            if counts.get(&same).is_none_or(|count| *count <= FEW) {
                kept.push(problem);
                continue;
            }
            if let Some(one) = first.get(&same).and_then(|at| kept.get_mut(*at)) {
                one.again.extend(problem.labels.into_iter().take(1));
            } else {
                first.insert(same, kept.len());
                kept.push(problem);
            }
        }
        self.problems = kept;
    }

    /// Lines of a place, counted from 1.
    pub fn line_of(&self, label: &Label) -> usize {
        let text = self.files.get(label.file).map_or("", |file| file.text.as_str());
        1 + text.bytes().take(label.span.start).filter(|byte| *byte == b'\n').count()
    }
}

impl fmt::Display for Report {
    /// Every flaw on a line of its own, with its place: `deals.toml:3:8: unknown status `sined` (did you mean
    /// `signed`?)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            let place = problem.labels.first().and_then(|label| Some((self.files.get(label.file)?, label.span.start)));
            if let Some((file, start)) = place {
                let before = file.text.get(..start).unwrap_or_default();
                let line = before.rsplit('\n').next().unwrap_or_default();
                let number = before.matches('\n').count() + 1;
                write!(f, "{}:{number}:{}: ", file.name, line.chars().count() + 1)?;
            }
            f.write_str(&problem.message)?;
            if !problem.again.is_empty() {
                write!(f, ", and {} times more", problem.again.len())?;
            }
            if let Some(help) = &problem.help {
                write!(f, " ({help})")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

impl Problem {
    fn same(&self) -> Same {
        (self.code, self.message.clone(), self.help.clone(), self.labels.first().map(|label| label.file))
    }

    pub(super) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn also(&mut self, at: &Place, text: &str) -> &mut Self {
        self.labels.push(Label { file: at.file, span: at.span.clone(), text: text.to_owned() });
        self
    }
}

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) span: Range<usize>,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) at: Place,
}

impl Located<String> {
    pub(super) fn as_str(&self) -> &str {
        &self.value
    }
}
