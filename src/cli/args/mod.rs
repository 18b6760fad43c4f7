//! What is typed: one file a command, and the flags that they share. Help that is longer than a line is in `help/`.

mod add;
mod check;
mod diff;
mod exchange;
mod explain;
mod flows;
mod init;
mod list;
mod loops;
mod map;
mod output;
mod reading;
mod reconcile;
mod report;
mod rights;
mod roles;
mod scan;
mod schema;
mod screen;
mod shared;
mod shell;
mod show;
mod tables;

use clap::{Parser, Subcommand};

pub(super) use add::{AddArgs, DealArgs, What as AddWhat};
pub(super) use check::CheckArgs;
pub(super) use diff::DiffArgs;
pub(super) use exchange::{ExportArgs, From, ImportArgs};
pub(super) use explain::ExplainArgs;
pub(super) use flows::FlowsArgs;
pub(super) use init::InitArgs;
pub(super) use list::{Catalogue, CatalogueArgs};
pub(super) use loops::{By, LoopsArgs};
pub(super) use map::{Diagram, Layout, LookArgs, MapArgs, Picture, Theme};
pub(super) use output::{Format, OutputArgs};
pub(super) use reading::{IncompleteArg, NamesArg, NegativeArg, ReadingArgs};
pub(super) use reconcile::ReconcileArgs;
pub(super) use report::ReportArgs;
pub(super) use rights::RightsArgs;
pub(super) use roles::RolesArgs;
pub(super) use scan::{Order, ScanArgs, ScanFormat, Size};
pub(super) use schema::SchemaArgs;
pub(super) use shared::{DataArgs, DeadlineArgs, Include, LimitArgs, ListArgs, PlainArgs, SearchArgs, ViewArgs};
pub(super) use shell::{CompletionsArgs, ManArgs};
pub(super) use show::ShowArgs;
pub(super) use tables::{DayOrder, TableArgs};

use screen::ScreenArgs;

use super::measure::MeasureArgs;

/// Follows the money between companies, clouds and chips, and finds the loops in which it comes back to whoever paid it.
///
/// Answers come from the register that is compiled into the program, from files and folders of your own
/// (`--data`), or from a spreadsheet of deals (CSV). "Circular" describes; it accuses nobody.
#[derive(Debug, Parser)]
#[command(name = "roundtrip", version, propagate_version = true, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) screen: ScreenArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write map, loops, tables and pictures of a register into a folder (the main job)
    #[command(after_long_help = include_str!("help/report.txt"))]
    Report(ReportArgs),
    /// List the loops in which money comes back to whoever paid it
    #[command(after_long_help = include_str!("help/loops.txt"))]
    Loops(LoopsArgs),
    /// Everything about one company, deal, loop or source, with citations
    #[command(after_long_help = include_str!("help/show.txt"))]
    Show(ShowArgs),
    /// List what a register holds: entities, deals, sources, kinds of deals, figures and customers of companies
    #[command(after_long_help = include_str!("help/list.txt"))]
    List(CatalogueArgs),
    /// Draw the map, whole or around one entity, and other diagrams of the same money
    #[command(after_long_help = include_str!("help/map.txt"))]
    Map(MapArgs),
    /// How much goes round, who is in it, what would break it: figures with their definitions and ranges
    #[command(after_long_help = include_str!("help/measure.txt"))]
    Measure(MeasureArgs),
    /// What changed between two dates or two registers: loops, figures, and the deals behind them
    #[command(after_long_help = include_str!("help/diff.txt"))]
    Diff(DiffArgs),
    /// Somebody else's list beside yours: what both have, what differs, what only one has
    #[command(after_long_help = include_str!("help/reconcile.txt"))]
    Reconcile(ReconcileArgs),
    /// Which rights are exclusive, to whom, in what scope, until when
    #[command(after_long_help = include_str!("help/rights.txt"))]
    Rights(RightsArgs),
    /// Which pairs play several roles toward each other: investor, customer, creditor, landlord, ...
    #[command(after_long_help = include_str!("help/roles.txt"))]
    Roles(RolesArgs),
    /// The rows behind every number: one deal from one payer to one payee each
    #[command(after_long_help = include_str!("help/flows.txt"))]
    Flows(FlowsArgs),
    /// Faults and doubts of the register: what to look at before printing it
    #[command(after_long_help = include_str!("help/check.txt"))]
    Check(CheckArgs),
    /// Find loops in a payment ledger: CSV or Parquet with millions of rows
    #[command(after_long_help = include_str!("help/scan.txt"))]
    Scan(ScanArgs),
    /// Write a view for other programs: Gephi, networkx, Neo4j, spreadsheets, investigators' tools
    #[command(after_long_help = include_str!("help/export.txt"))]
    Export(ExportArgs),
    /// Read another program's file into a register to keep
    #[command(after_long_help = include_str!("help/import.txt"))]
    Import(ImportArgs),
    /// Start a register of your own
    #[command(after_long_help = include_str!("help/init.txt"))]
    Init(InitArgs),
    /// Add a deal to a register of your own: asks, checks, appends
    #[command(after_long_help = include_str!("help/add.txt"))]
    Add(AddArgs),
    /// What the code of a problem means, and how to fix it
    #[command(after_long_help = include_str!("help/explain.txt"))]
    Explain(ExplainArgs),
    /// Print what a register may hold, or what a command prints as JSON, as JSON Schema
    #[command(after_long_help = include_str!("help/schema.txt"))]
    Schema(SchemaArgs),
    /// Print a completion script for your shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}
