//! The formats and what each is for.

use std::{fmt, str::FromStr};

use crate::model::UnknownWord;

/// Whether a format is one file or a folder of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One text.
    Text,
    /// One file that is no text.
    Binary,
    /// Several files.
    Folder,
}

macro_rules! formats {
    ($($(#[$cfg:meta])* $variant:ident = $name:literal, $shape:ident, $about:literal, $lost:literal;)+) => {
        /// A format that is written.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Format { $($(#[$cfg])* #[doc = $about] $variant,)+ }

        impl Format {
            /// Every format, in the order of the help.
            pub const ALL: &[Self] = &[$($(#[$cfg])* Self::$variant,)+];

            /// Its name on the command line.
            pub fn name(self) -> &'static str {
                match self { $($(#[$cfg])* Self::$variant => $name,)+ }
            }

            /// One file or several.
            pub fn shape(self) -> Shape {
                match self { $($(#[$cfg])* Self::$variant => Shape::$shape,)+ }
            }

            /// For whom it is, in one line.
            pub fn about(self) -> &'static str {
                match self { $($(#[$cfg])* Self::$variant => $about,)+ }
            }

            /// What of the rows it has no place for; empty if it carries them whole.
            pub fn loses(self) -> &'static str {
                match self { $($(#[$cfg])* Self::$variant => $lost,)+ }
            }
        }
    };
}

formats! {
    GraphMl = "graphml", Text, "GraphML: networkx, igraph, yEd, Cytoscape, Neo4j APOC",
        "publishers, titles and dates of sources (ids and addresses are there), figures of companies, customers' shares and \
         past valuations";
    Gexf = "gexf", Text, "GEXF 1.3: Gephi, with the day of each deal on its timeline",
        "publishers, titles and dates of sources (ids and addresses are there), figures of companies, customers' shares and \
         past valuations";
    Cytoscape = "cytoscape", Text, "Cytoscape JSON: Cytoscape, Cytoscape.js, networkx", "";
    Jgf = "jgf", Text, "JSON Graph Format 2: programs of your own", "";
    Neo4j = "neo4j", Folder, "CSV for `neo4j-admin database import`", "title and date of the register, figures of companies, customers' shares and past valuations";
    Csv = "csv", Folder, "CSV: nodes, edges, sources and figures for any spreadsheet or program", "";
    Xlsx = "xlsx", Binary, "Excel: sheets of edges, nodes, sources and figures with typed cells", "";
    #[cfg(feature = "sqlite")]
    Sqlite = "sqlite", Binary, "SQLite: tables with keys and views of hops and loops, for SQL and Datasette", "";
    Ftm = "ftm", Text, "FollowTheMoney: Aleph, OpenSanctions and other tools of investigators",
        "ranges of amounts (they are in the summaries, in words), valuations, histories, terms, what was \
         paid, how deals can end, and figures of companies";
    Bods = "bods", Text, "Beneficial Ownership Data Standard 0.4: recorded stakes and warrants only",
        "payments, contracts and all else but who holds what of whom";
    Mermaid = "mermaid", Text, "Mermaid: a diagram in Markdown", "dates, sources and all else but names, kinds, amounts and statuses";
    D2 = "d2", Text, "D2: a diagram as text", "dates, sources and all else but names, kinds, amounts and statuses";
}

impl FromStr for Format {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "format", Self::ALL, Self::name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
