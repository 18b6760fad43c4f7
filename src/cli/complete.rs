//! What the shell proposes for names: the ids of the register that the line is about.

use std::{ffi::OsStr, path::PathBuf};

use clap_complete::engine::CompletionCandidate;

use super::layers::layers;

use crate::{
    load::{self, Code, Reading},
    model::{Register, Status},
};

/// The register of the line that is being completed: that of `--data`, else the shipped one. Nothing is proposed of one
/// that cannot be read.
fn register() -> Option<Register> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut words = std::env::args_os().skip_while(|word| word != "--");
    while let Some(word) = words.next() {
        if word == "--data" {
            paths.extend(words.next().map(PathBuf::from));
        } else if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--data=")) {
            paths.push(PathBuf::from(path));
        }
    }
    let reading = Reading::default();
    let own = || load::build(layers(&paths, &reading).ok()?, &reading).ok();
    let read = if paths.is_empty() { load::embedded().ok() } else { own() };
    read.map(|(register, _)| register)
}

/// Those that begin as the last of the values that `current` lists.
fn matching(current: &OsStr, all: impl IntoIterator<Item = (String, String)>) -> Vec<CompletionCandidate> {
    let Some(current) = current.to_str() else { return Vec::new() };
    let (before, last) = current.rfind(',').map_or(("", current), |at| current.split_at(at + 1));
    let fit = all.into_iter().filter(|(id, _)| id.starts_with(last));
    fit.map(|(id, help)| CompletionCandidate::new(format!("{before}{id}")).help(Some(help.into()))).collect()
}

fn entities(register: &Register) -> impl Iterator<Item = (String, String)> {
    register.entities.values().map(|entity| (entity.id.to_string(), entity.name.clone()))
}

fn deals(register: &Register) -> impl Iterator<Item = (String, String)> {
    register.deals.values().map(|deal| (deal.id.to_string(), deal.title.clone()))
}

pub(super) fn entity(current: &OsStr) -> Vec<CompletionCandidate> {
    register().map(|register| matching(current, entities(&register))).unwrap_or_default()
}

pub(super) fn entity_or_deal(current: &OsStr) -> Vec<CompletionCandidate> {
    register().map(|register| matching(current, entities(&register).chain(deals(&register)))).unwrap_or_default()
}

/// For `show`, which knows sources too.
pub(super) fn anything(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(register) = register() else { return Vec::new() };
    let sources = register.sources.values().map(|source| {
        let title = source.title.clone().or_else(|| source.publisher.clone());
        (source.id.to_string(), title.unwrap_or_default())
    });
    matching(current, entities(&register).chain(deals(&register)).chain(sources))
}

/// `DEAL=STATUS`.
pub(super) fn assumption(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(register) = register() else { return Vec::new() };
    let last = current.to_str().and_then(|text| text.rsplit(',').next()).unwrap_or_default();
    match last.split_once('=') {
        None => matching(current, deals(&register).map(|(id, title)| (format!("{id}="), title))),
        Some((deal, _)) => {
            let rungs = Status::ALL.iter().map(|status| (format!("{deal}={}", status.name()), String::new()));
            matching(current, rungs)
        }
    }
}

/// The codes of problems.
pub(super) fn codes() -> Vec<CompletionCandidate> {
    let about = |code: Code| code.explanation().map(|one| one.title.into());
    Code::ALL.iter().map(|code| CompletionCandidate::new(code.name()).help(about(*code))).collect()
}
