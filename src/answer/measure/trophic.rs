//! `measure levels`: each company's level in the flow of money.

use crate::{
    answer::{Answer, Cell, List, words::why_stopped},
    flow::{Node, Scope},
    measure::{ABOUT_TROPHIC, Network, Reading, trophic},
};

/// The trophic level of each company, the lowest first.
pub fn trophic_levels<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let mut answer = Answer::figures("measure-levels", scope, &[&ABOUT_TROPHIC]);
    let Some(found) = trophic(&Network::of(&scope.graph, Reading::Stated), &scope.stop) else {
        answer.complete = false;
        answer.title(format!("Not computed: levels are known only all at once ({})", why_stopped(&scope.stop)));
        answer.figure("incoherence", Cell::Number(None));
        answer.rows("companies", []);
        return answer;
    };
    answer.title(match found.incoherence {
        Some(incoherence) => {
            format!("Incoherence {incoherence:.3}: 0 if all money goes one level up, 1 if it only goes round")
        }
        None => "No deal states an amount: nothing can be measured".to_owned(),
    });
    let mut all: Vec<(Node, f64)> = found.levels.iter().copied().enumerate().collect();
    all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let list =
        List::of(&all)
            .column("level", ">level", |one| Cell::Number(Some(one.1)))
            .column("company", "company", |one| Cell::node(scope, one.0));
    answer.figure("incoherence", Cell::Number(found.incoherence));
    answer.list("", "companies", &list, top);
    answer
}
