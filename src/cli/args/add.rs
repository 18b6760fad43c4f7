//! What is typed after `roundtrip add`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(in crate::cli) struct AddArgs {
    #[command(subcommand)]
    pub(in crate::cli) what: What,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum What {
    /// A deal, with its parties and its source if they are new
    #[command(after_long_help = include_str!("help/add.txt"))]
    Deal(DealArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DealArgs {
    /// The register to add to: a folder, or a file of TOML. Of several the last is added to
    #[arg(long = "data", value_name = "PATH")]
    pub(in crate::cli) data: Vec<PathBuf>,
    /// Who gives the value: investor, customer, issuer of warrants
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) payer: Option<String>,
    /// Who gets it
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) payee: Option<String>,
    /// equity, debt, cloud, chips, lease, ...
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) kind: Option<String>,
    /// 10B, ~10B, >=10B, <=10B, 2B..3B or ?
    #[arg(long, value_name = "AMOUNT")]
    pub(in crate::cli) amount: Option<String>,
    /// rumoured, in-talks, announced, signed, closed, ...
    #[arg(long, value_name = "STATUS")]
    pub(in crate::cli) status: Option<String>,
    /// The day on which it came to have that status
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) on: Option<String>,
    /// On whose word: the id of a source, or an address
    #[arg(long, value_name = "ID|URL")]
    pub(in crate::cli) source: Option<String>,
    /// Of a new source: who published it
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) publisher: Option<String>,
    /// Of a new source: filing, party, press or aggregator
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) source_kind: Option<String>,
    /// What the deal is called [default: made of its parties]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// Its id [default: made of its parties, kind and year]
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) id: Option<String>,
    /// Write without asking whether it is right
    #[arg(long)]
    pub(in crate::cli) yes: bool,
}
