//! The explanations, in the order of the codes.

use super::explanation::{
    Example::{Deal, Spreadsheet, Tables, Top, Words},
    Explanation,
};
use crate::load::problem::Code;

pub(super) static EXPLANATIONS: &[Explanation] = &[
    Explanation {
        code: Code::Syntax,
        title: "the file cannot be parsed",
        meaning: "A register is written in TOML. A quote, bracket or equals sign is missing or in the wrong place, or a key \
                  stands twice in one table. Nothing else in the file is checked until it can be parsed.",
        bad: Deal("title = \"Acme invests in Bolt"),
        good: Deal("title = \"Acme invests in Bolt\""),
    },
    Explanation {
        code: Code::Encoding,
        title: "the file is not UTF-8",
        meaning: "Letters such as é and ü are stored in an older encoding, and reading on would turn names into nonsense. Save \
                  the file as UTF-8; spreadsheet programs call it \"CSV UTF-8\".",
        bad: Words("a spreadsheet saved as \"CSV (Windows)\", in which é is the single byte E9"),
        good: Words("the same spreadsheet saved as \"CSV UTF-8\""),
    },
    Explanation {
        code: Code::TooLarge,
        title: "the file is larger than a register can be",
        meaning: "A register lists deals one by one, and the largest known is below one megabyte. A file above 64 MB is most \
                  likely a ledger of payments, which `roundtrip scan` reads.",
        bad: Words("a file of 200 MB"),
        good: Words("the same payments as a ledger: `roundtrip scan payments.csv`"),
    },
    Explanation {
        code: Code::Empty,
        title: "the file is empty",
        meaning: "An empty file is more likely a mistake than a register, so it is not taken for one without deals. Remove it, \
                  or write something into it.",
        bad: Words("a file with nothing in it but blanks"),
        good: Top("title = \"A register without deals so far\"\nas_of = \"2026-06-30\""),
    },
    Explanation {
        code: Code::UnknownKey,
        title: "a key that does not exist",
        meaning: "The table has no such key. It may be misspelt, or belong in another table; docs/format.md lists them all. \
                  Whatever has no key of its own can be kept in `note` or `details` of a deal.",
        bad: Deal("ammount = \"10B\""),
        good: Deal("amount = \"10B\""),
    },
    Explanation {
        code: Code::MissingKey,
        title: "a key that must be there is missing",
        meaning: "The record cannot be understood without this key. docs/format.md prints such keys in bold.",
        bad: Tables("[[entity]]\nname = \"Coil Incorporated\"\nkind = \"company\""),
        good: Tables("[[entity]]\nid   = \"coil\"\nname = \"Coil Incorporated\"\nkind = \"company\""),
    },
    Explanation {
        code: Code::WrongType,
        title: "a value of the wrong type",
        meaning: "The key takes another type of value: a list, a table, or `true` or `false` without quotes.",
        bad: Deal("round = \"yes\""),
        good: Deal("round = true"),
    },
    Explanation {
        code: Code::BadId,
        title: "an id with characters that an id cannot have",
        meaning: "Ids stand in file names and on the command line, so they are made of `a-z`, `0-9`, `_` and `-` only, and have \
                  at most 80 characters.",
        bad: Deal("id = \"Acme & Bolt\""),
        good: Deal("id = \"acme_bolt\""),
    },
    Explanation {
        code: Code::DuplicateId,
        title: "two records with one id",
        meaning: "Within one register an id names one record. If the two are the same, merge them; if not, give one another id. \
                  A register given with a later `--data` may use an id again: it then replaces the earlier record.",
        bad: Tables("[[entity]]\nid   = \"acme\"\nname = \"Acme Energy\"\nkind = \"company\""),
        good: Tables("[[entity]]\nid   = \"acme_energy\"\nname = \"Acme Energy\"\nkind = \"company\""),
    },
    Explanation {
        code: Code::UnknownEntity,
        title: "an entity that the register does not have",
        meaning: "Payers, payees, owners and the like must be entities of the register, named by id, name or alias. Correct the \
                  name, or add an `[[entity]]`. Only spreadsheets may name parties that no register knows.",
        bad: Deal("payee = \"botl\""),
        good: Deal("payee = \"bolt\""),
    },
    Explanation {
        code: Code::AmbiguousName,
        title: "a name of several entities",
        meaning: "Several entities have this name or alias, and which of them is meant cannot be told. Write the id of one, or \
                  say which it is when you give the files: --same \"Valor=valor_equity\".",
        bad: Tables(
            "[[entity]]\nid = \"coil\"\nkind = \"company\"\naliases = [\"The Works\"]\n\n\
                     [[entity]]\nid = \"dyno\"\nkind = \"company\"\naliases = [\"The Works\"]\nparent = \"The Works\"",
        ),
        good: Tables(
            "[[entity]]\nid = \"coil\"\nkind = \"company\"\naliases = [\"The Works\"]\n\n\
                      [[entity]]\nid = \"dyno\"\nkind = \"company\"\naliases = [\"The Works\"]\nparent = \"coil\"",
        ),
    },
    Explanation {
        code: Code::UnknownDeal,
        title: "a deal that the register does not have",
        meaning: "Links between deals, claims and scenarios name a deal by its id. Correct the id, or add the deal.",
        bad: Deal("supersedes = [\"acme_bolt_talks\"]"),
        good: Tables(
            "[[deal]]\nid         = \"acme_bolt_2026\"\nkind       = \"equity\"\npayer      = \"acme\"\npayee      = \"bolt\"\n\
             amount     = \"12B\"\nhistory    = [{ on = \"2026-01-01\", status = \"signed\" }]\ncite       = [\"acme_8k\"]\n\
             supersedes = [\"acme_bolt\"]",
        ),
    },
    Explanation {
        code: Code::UnknownSource,
        title: "a source that the register does not have",
        meaning: "`cite` names sources by their ids. Correct the id, or add a `[[source]]`.",
        bad: Deal("cite = [\"acme_8k\", \"acme_8q\"]"),
        good: Deal("cite = [\"acme_8k\"]"),
    },
    Explanation {
        code: Code::UnknownWord,
        title: "a word that is not one of those allowed here",
        meaning: "Kinds, statuses and the like come from fixed lists, which the message prints and docs/format.md explains.",
        bad: Deal("kind = \"investment\""),
        good: Deal("kind = \"equity\""),
    },
    Explanation {
        code: Code::BadAmount,
        title: "an amount that cannot be read",
        meaning: "An amount is a number with an optional unit, bound and currency: `10B`, `~10B`, `<=EUR 1.5B`, `2B..3B`, or `?` \
                  if it is not disclosed. What could mean two things is refused: `1,5` might be one and a half or fifteen.",
        bad: Deal("amount = \"1,5B\""),
        good: Deal("amount = \"1.5B\""),
    },
    Explanation {
        code: Code::BadDate,
        title: "a date that cannot be read",
        meaning: "Dates are written with the year first: `2026-01-15`, `2026-01`, `2026`, or `<2026-01-15` for some day before. \
                  The day must exist.",
        bad: Deal("history = [{ on = \"15/01/2026\", status = \"signed\" }]"),
        good: Deal("history = [{ on = \"2026-01-15\", status = \"signed\" }]"),
    },
    Explanation {
        code: Code::BadNumber,
        title: "a number that cannot be read",
        meaning: "The key takes a plain decimal number. Shares are in per cent, without the sign.",
        bad: Tables("[[tie]]\nfrom     = \"acme\"\nrelation = \"owns\"\nto       = \"bolt\"\nshare    = \"half\""),
        good: Tables("[[tie]]\nfrom     = \"acme\"\nrelation = \"owns\"\nto       = \"bolt\"\nshare    = 50"),
    },
    Explanation {
        code: Code::BadUrl,
        title: "an address that is not a web page",
        meaning: "An address begins with `https://` or `http://` and has no blanks, quotes or angle brackets. Addresses become \
                  links in reports, so nothing else is let through.",
        bad: Tables("[[source]]\nid   = \"bolt_blog\"\nkind = \"party\"\nurl  = \"example.org/bolt\""),
        good: Tables("[[source]]\nid   = \"bolt_blog\"\nkind = \"party\"\nurl  = \"https://example.org/bolt\""),
    },
    Explanation {
        code: Code::NoRate,
        title: "a currency without an exchange rate",
        meaning: "Amounts in another currency are converted to the register's own, at a rate that the register states with its \
                  day and source.",
        bad: Deal("amount = \"EUR 10B\""),
        good: Deal(
            "amount = \"EUR 10B\"\n\n[[rate]]\ncurrency = \"EUR\"\nrate     = 1.08\non       = \"2025-01-01\"\n\
             cite     = [\"acme_8k\"]",
        ),
    },
    Explanation {
        code: Code::HistoryOrder,
        title: "dates that run backwards",
        meaning: "A history is written with the oldest entry first, and a right cannot end before it begins. A date out of order \
                  is most often a typing error.",
        bad: Deal(
            "history = [\n  { on = \"2025-03-01\", status = \"announced\" },\n  { on = \"2025-01-01\", status = \"signed\" },\n]",
        ),
        good: Deal(
            "history = [\n  { on = \"2025-01-01\", status = \"announced\" },\n  { on = \"2025-03-01\", status = \"signed\" },\n]",
        ),
    },
    Explanation {
        code: Code::StatusNowhere,
        title: "a status that cannot follow the one before it",
        meaning: "A deal climbs from `rumoured` to `closed`, or leaves the ladder for good. If an agreement came undone, let it \
                  lapse or cancel it; a new agreement is a new deal that `supersedes` the old one. The code also stands for a \
                  history without any status, and for a deal that is `superseded` although no deal names it.",
        bad: Deal(
            "history = [\n  { on = \"2025-01-01\", status = \"signed\" },\n  { on = \"2025-03-01\", status = \"announced\" },\n]",
        ),
        good: Deal(
            "history = [\n  { on = \"2025-01-01\", status = \"signed\" },\n  { on = \"2025-03-01\", status = \"cancelled\" },\n]",
        ),
    },
    Explanation {
        code: Code::Circle,
        title: "records that contain or follow each other in a circle",
        meaning: "A deal cannot be a tranche of itself, nor a company its own parent, even by way of others. Remove one of the \
                  links that the message names.",
        bad: Tables(
            "[[entity]]\nid     = \"coil\"\nkind   = \"company\"\nparent = \"dyne\"\n\n\
             [[entity]]\nid     = \"dyne\"\nkind   = \"company\"\nparent = \"coil\"",
        ),
        good: Tables(
            "[[entity]]\nid     = \"coil\"\nkind   = \"company\"\nparent = \"dyne\"\n\n\
             [[entity]]\nid     = \"dyne\"\nkind   = \"company\"",
        ),
    },
    Explanation {
        code: Code::NoSource,
        title: "a figure without a source",
        meaning: "Every deal, rate, valuation, backlog and market share must say on whose word it rests, so that a reader can \
                  check it.",
        bad: Deal("cite = []"),
        good: Deal("cite = [\"acme_8k\"]"),
    },
    Explanation {
        code: Code::SelfPayment,
        title: "a deal in which somebody pays itself",
        meaning: "Payer and payee are the same entity. A deal within one company moves no money in or out of it.",
        bad: Deal("payee = \"acme\""),
        good: Deal("payee = \"bolt\""),
    },
    Explanation {
        code: Code::AsOfBeforeAll,
        title: "a register dated before all of its deals",
        meaning: "On the day that `as_of` names, none of the deals existed, so every answer would be empty. The date is most \
                  likely mistyped.",
        bad: Top("as_of = \"2019-06-30\""),
        good: Top("as_of = \"2026-06-30\""),
    },
    Explanation {
        code: Code::MissingColumn,
        title: "a spreadsheet without a column that it needs",
        meaning: "The first row names the columns: payer, payee, kind, amount, date and status must be there, in any order. A \
                  ledger of payments, which has no kinds and statuses, goes to `roundtrip scan`.",
        bad: Spreadsheet("payer,payee,amount,date\nAcme,Bolt,10B,2025-01-01\n"),
        good: Spreadsheet("payer,payee,kind,amount,date,status\nAcme,Bolt,equity,10B,2025-01-01,signed\n"),
    },
    Explanation {
        code: Code::RaggedRow,
        title: "a row with more or fewer cells than the header",
        meaning: "Most often an amount such as 1,500,000 was not put in quotes, so that its commas separate cells.",
        bad: Spreadsheet("payer,payee,kind,amount,date,status\nAcme,Bolt,equity,1,500,000,2025-01-01,signed\n"),
        good: Spreadsheet("payer,payee,kind,amount,date,status\nAcme,Bolt,equity,\"1,500,000\",2025-01-01,signed\n"),
    },
    Explanation {
        code: Code::HostileText,
        title: "invisible characters in a text",
        meaning: "The text holds control characters, or characters that change the order in which letters are shown and so make \
                  one name look like another. They were removed; type the text again to be rid of the warning.",
        bad: Deal("title = \"Acme invests in \\u202Etlob\""),
        good: Deal("title = \"Acme invests in Bolt\""),
    },
    Explanation {
        code: Code::UnclearQuantity,
        title: "a quantity without a number or a unit",
        meaning: "A quantity is a number, with a bound as in amounts if it has one, and what is counted: `about 2 GW`, `over \
                  220,000 chips`. Anything else is kept as it stands and shown, and no figure is made of it. Write the \
                  number and the unit, or put the words into `note`.",
        bad: Deal("quantity = \"several campuses\""),
        good: Deal("quantity = \"3 campuses\""),
    },
    Explanation {
        code: Code::NearName,
        title: "two companies whose names are almost the same",
        meaning: "A party in a table that no register knows becomes a new company. The name of this one differs from another only \
                  in its legal form, its article, accents, punctuation or one letter, so one company may be split in two. They \
                  stay two until you say that they are one: --same \"Orcale=Oracle\", or that they are not: --distinct \
                  \"Orcale,Oracle\". A file for --aliases says the same for good.",
        bad: Spreadsheet(
            "payer,payee,kind,amount,date,status\nOracle,Bolt,equity,10B,2025-01-01,signed\n\
             Bolt,Orcale,cloud,10B,2025-01-01,signed\n",
        ),
        good: Spreadsheet(
            "payer,payee,kind,amount,date,status\nOracle,Bolt,equity,10B,2025-01-01,signed\n\
             Bolt,Oracle,cloud,10B,2025-01-01,signed\n",
        ),
    },
];
