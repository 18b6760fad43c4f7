//! A file of aliases: which names mean one company, and which do not, settled for good.

use super::{
    input,
    problem::{Code, Place, Report},
    reading::{Reading, SameName},
};

impl Reading {
    /// Learns a table with the columns `name`, and `company` (the company that the name means) or `not` (a company that it
    /// does not mean, however near the names are). Its cells are parted by commas.
    ///
    /// ```
    /// use roundtrip::load::Reading;
    /// let mut reading = Reading::default();
    /// reading.learn_aliases("aliases.csv", b"name,company,not\nKia Corp,Kia,\nAcme Ltd,,Acme\n".to_vec()).expect("sound");
    /// assert_eq!(reading.same[0].means, "Kia");
    /// assert_eq!(reading.distinct, [["Acme Ltd", "Acme"]]);
    /// ```
    ///
    /// # Errors
    /// Every fault of the table.
    pub fn learn_aliases(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Report> {
        let mut report = Report::default();
        if let Some(file) = input::decode(&mut report, name.to_owned(), bytes) {
            self.learn(&mut report, file);
        }
        if report.has_faults() { Err(report) } else { Ok(()) }
    }

    fn learn(&mut self, report: &mut Report, file: usize) {
        let Some(text) = report.files.get(file).map(|file| file.text.clone()) else { return };
        let mut table = ::csv::ReaderBuilder::new().flexible(true).trim(::csv::Trim::All).from_reader(text.as_bytes());
        let heading = Place { file, span: 0..text.lines().next().map_or(0, str::len) };
        let columns: Vec<String> = match table.headers() {
            Ok(header) => header.iter().map(str::to_lowercase).collect(),
            Err(error) => {
                report.push(Code::Syntax, error.to_string(), &heading);
                return;
            }
        };
        let column = |name: &str| columns.iter().position(|own| own == name);
        let (Some(named), company, not) = (column("name"), column("company"), column("not")) else {
            report
                .push(Code::MissingColumn, "the file of aliases has no column `name`", &heading)
                .help("name the columns name, company and not");
            return;
        };
        for row in table.records() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    report.push(Code::Syntax, error.to_string(), &heading);
                    return;
                }
            };
            let cell =
                |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.is_empty()).map(str::to_owned);
            match (cell(Some(named)), cell(company), cell(not)) {
                (None, None, None) => {}
                (Some(name), Some(means), None) => self.same.push(SameName { name, means }),
                (Some(name), None, Some(other)) => self.distinct.push(vec![name, other]),
                _ => {
                    let start = row.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0)).min(text.len());
                    let end = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |len| start + len);
                    report
                        .push(
                            Code::MissingKey,
                            "a row needs a name, and either a company or what it is not",
                            &Place { file, span: start..end },
                        )
                        .help("fill one of the columns `company` and `not`, beside `name`");
                }
            }
        }
    }

    /// Learns names of which no two mean one company, parted by commas; one that holds a comma stands in quotes.
    pub fn learn_distinct(&mut self, names: &str) {
        let mut line = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(::csv::Trim::All)
            .from_reader(names.as_bytes());
        for row in line.records().flatten() {
            self.distinct.push(row.iter().filter(|name| !name.is_empty()).map(str::to_owned).collect());
        }
    }

    /// What of names contradicts itself, in words, and what to do.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn check_names(&self) -> Result<(), NameClash> {
        let folded = crate::model::folded_name;
        let mut means = std::collections::BTreeMap::new();
        for SameName { name, means: company } in &self.same {
            if let Some(other) = means.insert(folded(name), company).filter(|other| folded(other) != folded(company)) {
                let message = format!("`{name}` is said to be `{other}` and to be `{company}`");
                return Err(NameClash { message, help: "say one of the two" });
            }
        }
        for group in &self.distinct {
            for (at, one) in group.iter().enumerate() {
                if let Some(other) = group.iter().skip(at + 1).find(|other| folded(other) == folded(one)) {
                    let message = format!("`{one}` and `{other}` are one name: they cannot mean two companies");
                    return Err(NameClash { message, help: "name the other company by its id or its full name" });
                }
                let said = means
                    .get(&folded(one))
                    .filter(|company| group.iter().any(|other| folded(other) == folded(company)));
                if let Some(company) = said {
                    let message = format!("`{one}` is said to be `{company}` and to be another company");
                    return Err(NameClash { message, help: "leave out one of --same and --distinct" });
                }
            }
            if group.len() < 2 {
                let message = format!("`{}` is distinct from nobody", group.first().map_or("", String::as_str));
                return Err(NameClash {
                    message,
                    help: "write two names or more, such as --distinct \"Kia,Kia Corp\"",
                });
            }
        }
        Ok(())
    }
}

/// Two things said of names that cannot both be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameClash {
    /// What.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}
