//! `measure null`: more loops than chance would make?

use crate::{
    answer::{
        Answer, Cell, List,
        words::{counted, thousands, why_stopped},
    },
    flow::Scope,
    measure::{ABOUT_NULL_MODEL, Compared, NullModel, Sampling},
};

/// The loops of each length, compared with those of random graphs.
pub fn null_model<'r>(scope: &Scope<'r>, sampling: &Sampling) -> Answer<'r> {
    let mut answer = Answer::figures("measure-null", scope, &[&ABOUT_NULL_MODEL]);
    let Some(found) = crate::measure::null_model(&scope.graph, sampling, &scope.stop) else {
        answer.complete = false;
        let why = why_stopped(&scope.stop);
        answer.title(format!("Not computed: the loops of not even one random graph were counted ({why})"));
        answer.figure("samples", 0_usize);
        answer.rows("lengths", []);
        return answer;
    };
    answer.title(title(&found));
    match found.compared {
        Compared::All(all) => {
            answer.says(format!("Compared with every graph of the same degrees: {}.", thousands(all)));
            answer.figure("exact", all);
        }
        Compared::Sample(samples) => {
            let (graphs, seed) = (counted(samples, "random graph"), sampling.seed);
            answer.says(format!("Compared with {graphs} of the same degrees, seed {seed}."));
            if u32::try_from(samples).is_ok_and(|samples| samples < sampling.samples) {
                answer.complete = false;
                let (all, why) =
                    (thousands(usize::try_from(sampling.samples).unwrap_or(usize::MAX)), why_stopped(&scope.stop));
                answer
                    .says(format!("{all} were asked for: {why}. With fewer, p is less exact, and at most too large."));
            }
            answer.figure("samples", samples);
            answer.figure("seed", Cell::Whole(seed.into()));
        }
    }
    let list = List::of(&found.lengths)
        .column("length", ">hops", |one| one.length.into())
        .column("observed", ">loops", |one| Cell::Whole(one.observed.into()))
        .data("mean", |one| Cell::Number(Some(one.mean())))
        .shown(">by chance, on average", |one| format!("{:.1}", one.mean()).into())
        .shown(">nine of ten between", |one| format!("{}–{}", one.quantile(0.05), one.quantile(0.95)).into())
        .data("quantile_05", |one| Cell::Whole(one.quantile(0.05).into()))
        .data("quantile_95", |one| Cell::Whole(one.quantile(0.95).into()))
        .data("p", |one| Cell::Number(Some(found.p(one))))
        .shown(">p", |one| p_words(found.p(one)).into());
    answer.list("", "lengths", &list, usize::MAX);
    answer
}

fn title(found: &NullModel) -> String {
    let Some(one) = found.lengths.first() else { return "There is no loop to compare".to_owned() };
    let observed = usize::try_from(one.observed).unwrap_or(usize::MAX);
    format!(
        "{} of two hops where chance has {:.1} on average (p {})",
        counted(observed, "loop"),
        one.mean(),
        p_words(found.p(one))
    )
}

fn p_words(p: f64) -> String {
    if p < 0.001 { format!("{p:.1e}") } else { format!("{p:.3}") }
}
