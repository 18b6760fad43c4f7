//! What the headings of a table mean: ours, and those of other programs that stand for ours.

use crate::load::{Reading, keys::SPREADSHEET};

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Our name for it, or its own in small letters if we have none.
    pub(super) name: String,
    /// The heading, as messages say it.
    pub(super) heading: String,
    /// What stands in brackets behind a heading: `USD m` of `Amount (USD m)`.
    pub(super) unit: Option<String>,
    /// Whether the name is a guess: neither ours nor said.
    pub(super) guessed: bool,
    /// Whether a cell holds several, parted by commas: `Investors`.
    pub(super) is_list: bool,
}

/// Headings that stand for ours where ours is not there, the surest first. Those of programs whose tables people have:
/// Gephi, Kumu, Sankey charts, LittleSis, Crunchbase, PitchBook, neo4j-admin, Neo4j, igraph.
const OTHERS: [(&str, &[&str]); 20] = [
    (
        "payer",
        &[
            "from",
            "source",
            "start_id",
            "src",
            "investor",
            "investors",
            "investor_name",
            "investor_names",
            "lead_investors",
            "buyer",
            "customer",
            "acquirer",
            "acquirer_name",
            "lender",
            "funder",
            "donor",
            "payor",
            "zahler",
            "payeur",
            "pagador",
            "entity1_name",
            "entity1",
            "entity_1",
            "entity1_id",
        ],
    ),
    (
        "payee",
        &[
            "to",
            "target",
            "end_id",
            "dst",
            "organization_name",
            "organisation_name",
            "portfolio_company",
            "investee",
            "company",
            "companies",
            "company_name",
            "recipient",
            "supplier",
            "vendor",
            "seller",
            "borrower",
            "acquiree",
            "acquiree_name",
            "beneficiary",
            "empfänger",
            "bénéficiaire",
            "beneficiario",
            "entity2_name",
            "entity2",
            "entity_2",
            "entity2_id",
        ],
    ),
    (
        "kind",
        &[
            "type",
            "deal_type",
            "transaction_type",
            "funding_type",
            "relationship_type",
            "relationship",
            "relation",
            "category",
        ],
    ),
    (
        "amount",
        &[
            "value",
            "deal_size",
            "deal_value",
            "deal_amount",
            "money_raised",
            "raised_amount",
            "amount_raised",
            "transaction_value",
            "price",
            "sum",
            "betrag",
            "montant",
            "importe",
            "weight",
        ],
    ),
    (
        "date",
        &[
            "announced",
            "announced_date",
            "announced_on",
            "announcement_date",
            "deal_date",
            "transaction_date",
            "day",
            "start_date",
            "datum",
            "fecha",
            "year",
        ],
    ),
    ("status", &["state", "deal_status", "stage", "rung"]),
    ("source", &["source_url", "source_link", "url", "link", "reference", "references", "citation"]),
    ("title", &["description", "deal", "label", "headline"]),
    ("id", &["edge_id", "transaction_id"]),
    ("note", &["notes", "comment", "comments", "remarks"]),
    ("quantity", &["quantities", "capacity"]),
    ("quantity_unit", &["unit_of_quantity", "capacity_unit"]),
    ("paid", &["paid_to_date", "amount_paid", "drawn", "amount_drawn", "disbursed"]),
    ("paid_on", &["paid_as_of", "drawn_as_of", "disbursed_as_of"]),
    ("rate_per", &["per", "payment_period"]),
    ("exit_by", &["terminable_by", "cancellable_by"]),
    ("exit_notice", &["notice_period", "termination_notice"]),
    ("pledged", &["collateral", "pledge"]),
    ("pledged_to", &["collateral_agent", "pledgee"]),
    ("currency", &["ccy", "amount_currency", "currency_code", "money_raised_currency"]),
];

/// The columns of a header, by what they mean.
pub(super) fn columns<'a>(headings: impl IntoIterator<Item = &'a str>, reading: &Reading) -> Vec<Column> {
    let mut columns: Vec<Column> = headings.into_iter().map(|heading| column(heading, reading)).collect();
    let has = |columns: &[Column], name: &str| columns.iter().any(|own| own.name == name);
    // `source` is who pays where nobody else does and somebody is paid, else a page.
    let graph =
        !has(&columns, "payer") && ["payee", "target", "to", "dst", "end_id"].iter().any(|name| has(&columns, name));
    for (ours, theirs) in OTHERS {
        let taken = has(&columns, ours) && !(ours == "source" && graph);
        if taken {
            continue;
        }
        let found = theirs
            .iter()
            .filter(|name| **name != "source" || graph)
            .find_map(|name| columns.iter().position(|own| plain(&own.name) == *name && !is_own(&own.name, graph)));
        if let Some(own) = found.and_then(|at| columns.get_mut(at)) {
            ours.clone_into(&mut own.name);
            own.guessed = true;
        }
    }
    if !(has(&columns, "payer") && has(&columns, "payee")) {
        // No deals: a `label` of nodes is no title.
        columns.iter_mut().filter(|own| own.guessed).for_each(Column::take_back);
    }
    columns
}

impl Column {
    fn take_back(&mut self) {
        let own = plain(&self.heading);
        self.name = if self.name == "kind" { "kind".to_owned() } else { own };
        self.guessed = false;
    }
}

/// The most of a heading that messages say.
const MAX_SEEN: usize = 60;

/// Whether a name is one of ours, and no other meaning is looked for.
fn is_own(name: &str, graph: bool) -> bool {
    SPREADSHEET.iter().any(|own| own.name == name && !(graph && name == "source"))
}

fn column(heading: &str, reading: &Reading) -> Column {
    let heading = heading.trim();
    let seen: String = heading.chars().filter(|c| !c.is_control()).take(MAX_SEEN).collect();
    let whole = |name: String| Column { name, heading: seen.clone(), unit: None, guessed: false, is_list: false };
    if let Some(ours) = reading.ours(heading) {
        let is_list = LISTS.contains(&plain(heading).as_str());
        return Column { is_list, ..whole(ours.to_owned()) };
    }
    let (bare, unit) = if heading.contains(':') { (heading, None) } else { in_brackets(heading) };
    let mut column = whole(bare.to_lowercase());
    let simple = plain(&column.name);
    // `companyId:ID(Company)` and `:ID` are ids, `name:string` is a name, `:LABEL` says what a node is.
    let lower = bare.to_lowercase();
    let typed = lower.split_once(':').map(|(_, kind)| kind.split('(').next().unwrap_or_default());
    column.name = match typed {
        Some("id") => "id".to_owned(),
        Some("label") => "kind".to_owned(),
        Some(_) => simple,
        // `Deal Id` is ours as `deal_id` is.
        None if SPREADSHEET.iter().any(|own| own.name == simple) => simple,
        None => column.name,
    };
    column.unit = unit;
    column.is_list = LISTS.contains(&plain(bare).as_str());
    column
}

/// Headings of cells that hold several names.
const LISTS: [&str; 4] = ["investors", "investor_names", "lead_investors", "companies"];

/// `Amount (USD m)` as `Amount` and `USD m`.
fn in_brackets(heading: &str) -> (&str, Option<String>) {
    let split = heading.strip_suffix([')', ']']).and_then(|rest| rest.rsplit_once(['(', '[']));
    match split {
        Some((bare, inner)) if !bare.trim().is_empty() => (bare.trim(), Some(inner.trim().to_owned())),
        _ => (heading, None),
    }
}

/// A heading in small letters with `_` between its words, without the type that neo4j-admin writes behind it.
fn plain(heading: &str) -> String {
    let heading = heading.strip_prefix(':').unwrap_or(heading);
    let name = heading.split_once(':').map_or(heading, |(name, kind)| if name.is_empty() { kind } else { name });
    // `:START_ID(Company)` names the space of its ids.
    let name = name.split_once('(').map_or(name, |(name, _)| name);
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(header: &str) -> Vec<String> {
        columns(header.split(','), &Reading::default()).into_iter().map(|own| own.name).collect()
    }

    #[test]
    fn the_layouts_that_people_have() {
        assert_eq!(names("Source,Target,Type,Id,Label,Weight"), ["payer", "payee", "kind", "id", "title", "amount"]);
        assert_eq!(names("From,To,Label,Type"), ["payer", "payee", "title", "kind"]);
        assert_eq!(
            names(":START_ID(Company),:END_ID(Company),:TYPE,amount:double"),
            ["payer", "payee", "kind", "amount"]
        );
        assert_eq!(names("source,target,value"), ["payer", "payee", "amount"]);
        assert_eq!(
            names("Organization Name,Investor Names,Funding Type,Money Raised,Announced Date"),
            ["payee", "payer", "kind", "amount", "date"]
        );
        assert_eq!(names("Companies,Investors,Deal Size,Deal Type,Deal Date,Deal Status")[..2], ["payee", "payer"]);
    }

    #[test]
    fn nodes_have_labels() {
        assert_eq!(names("Id,Label,Type,Weight"), ["id", "label", "kind", "weight"]);
        assert_eq!(names("Label,Type,Description"), ["label", "kind", "description"]);
    }

    #[test]
    fn ours_come_first() {
        let ours = ["payer", "payee", "kind", "amount", "date", "status", "source", "id"];
        assert_eq!(names(&ours.join(",")), ours);
        assert_eq!(names("payer,payee,type,kind,source"), ["payer", "payee", "type", "kind", "source"]);
    }

    #[test]
    fn what_is_said_is_no_guess() {
        let renamed = crate::load::Renamed { theirs: "SOURCE".to_owned(), ours: "payer".to_owned() };
        let reading = Reading { rename: vec![renamed], ..Reading::default() };
        let columns = columns(["Source", "Amount (USD m)"], &reading);
        assert!(!columns[0].guessed && columns[0].name == "payer");
        assert_eq!((columns[1].name.as_str(), columns[1].unit.as_deref()), ("amount", Some("USD m")));
    }
}
