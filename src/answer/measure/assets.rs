//! `measure assets`: which chips and clouds carry the money, and which loops hang on whose chips.

use crate::{
    answer::{
        Answer, Cell, List,
        words::{at_least, plural, thousands, verb},
    },
    circuits::{Class, Limits},
    flow::{Node, Scope},
    measure::{self, ABOUT_ASSETS, Asset, Assets, Buyer, Seller},
    model::{EntityId, EntityKind},
};

/// Of all sellers, or of one with its buyers; `limits` bound the loops that are counted.
pub fn assets<'r>(scope: &Scope<'r>, of: Option<&EntityId>, limits: &Limits, top: usize) -> Answer<'r> {
    let of = of.map(|id| scope.register.owner_on(id, scope.view.as_of));
    let found = measure::assets(scope.register, &scope.view, of, limits, &scope.stop);
    let mut answer = Answer::figures("measure-assets", scope, &[&ABOUT_ASSETS]);
    let told = Told { scope, found: &found };
    let alone = of.and_then(|id| found.sellers.iter().find(|one| found.graph.id(one.seller) == id));
    answer.title(match (of, alone.or_else(|| found.sellers.first())) {
        (Some(id), _) if alone.is_none() => format!("Nobody buys chips from {} here", scope.register.name(id)),
        (_, None) => "Nobody buys chips here".to_owned(),
        (_, Some(one)) => told.title(one),
    });
    if let Some(one) = alone {
        let heading =
            format!("If one buyer alone took another maker's chips instead of those of {}", told.name(one.seller));
        answer.table(heading, told.buyers(one).table(usize::MAX, scope.register.base));
    }
    told.sellers(&mut answer);
    told.lines(&mut answer, of, top);
    answer.figure("class", limits.class.map_or("any", Class::name));
    answer.figure("complete", found.complete);
    answer.complete = found.complete;
    answer
}

/// What was found, put into words.
#[derive(Clone, Copy)]
struct Told<'s, 'r> {
    scope: &'s Scope<'r>,
    found: &'s Assets<'r>,
}

impl Told<'_, '_> {
    fn name(&self, node: Node) -> &str {
        self.scope.register.name(self.found.graph.id(node))
    }

    fn node(&self, node: Node) -> Cell {
        Cell::entity(self.scope, self.found.graph.id(node))
    }

    /// `92`, `none`, or `at least 92`.
    fn count(&self, count: usize) -> String {
        if self.found.complete && count == 0 { "none".to_owned() } else { at_least(self.found.complete, count) }
    }

    fn left(&self, left: Option<usize>) -> String {
        left.map_or_else(|| "not known".to_owned(), |left| self.count(left))
    }

    fn title(&self, one: &Seller) -> String {
        let name = self.name(one.seller);
        if self.found.complete && one.through == 0 {
            return format!("No loop leads through {name}");
        }
        let left = match one.left {
            Some(left) => format!("if nobody bought chips from it, {} would be left", self.count(left)),
            None => "how many would be left if nobody bought chips from it is not known".to_owned(),
        };
        format!(
            "Of {} {} through {name}, {} {} over its sales of chips; {left}",
            self.count(one.through),
            plural(one.through, "loop"),
            self.count(one.over),
            // None of them leads.
            verb(one.over.max(1), "leads", "lead"),
        )
    }

    /// Whether one buyer's going elsewhere would break a seller's loops.
    fn buyers<'a>(&'a self, one: &'a Seller) -> List<'a, Buyer> {
        List::of(&one.buyers)
            .column("buyer", "buyer", |buyer| self.node(buyer.buyer))
            .column("bought", ">its chips deals", |buyer| (&buyer.bought).into())
            .data("loops_left", |buyer| buyer.left.into())
            .shown(">loops left through the seller", |buyer| self.left(buyer.left).into())
            .shown("deals", |buyer| Cell::list(&buyer.bought.deals))
    }

    fn sellers(&self, answer: &mut Answer<'_>) {
        let list = List::of(&self.found.sellers)
            .column("seller", "sold by", |one| self.node(one.seller))
            .column("bought", ">chips bought from it", |one| (&one.bought).into())
            .data("loops_through", |one| one.through.into())
            .shown(">loops through it", |one| self.count(one.through).into())
            .data("loops_over_chips", |one| one.over.into())
            .shown(">over its chips", |one| self.count(one.over).into())
            .data("loops_left", |one| one.left.into())
            .shown(">left if nobody buys its chips", |one| self.left(one.left).into())
            .data("buyers", |one| Cell::list(self.buyers(one).records()))
            .shown("buyers", |one| Cell::list(one.buyers.iter().map(|buyer| self.node(buyer.buyer))));
        answer.figure("sellers", Cell::list(list.records()));
        answer.table("Sellers of chips", list.table(usize::MAX, self.scope.register.base));
    }

    /// A line for each chip and cloud.
    fn lines(&self, answer: &mut Answer<'_>, of: Option<&EntityId>, top: usize) {
        let wanted = |asset: &&Asset<'_>| of.is_none_or(|of| asset.owner == of);
        let all: Vec<&Asset<'_>> = self.found.assets.iter().filter(wanted).collect();
        let (chips, clouds): (Vec<&Asset<'_>>, Vec<&Asset<'_>>) =
            all.iter().copied().partition(|asset| asset.entity.kind == EntityKind::Chip);
        answer.says(
            "In brackets: deals that name it but do not count, such as ended talks and deals with no payment of their own.",
        );
        answer.table("Chips", self.assets("chip", &chips).table(top, self.scope.register.base));
        answer.table("Clouds", self.assets("cloud", &clouds).table(top, self.scope.register.base));
        answer.rows("assets", self.assets("asset", &all).records().collect::<Vec<_>>());
    }

    fn assets<'a>(&'a self, what: &'static str, all: &'a [&'a Asset<'a>]) -> List<'a, &'a Asset<'a>> {
        List::of(all)
            .column("asset", what, |one| Cell::entity(self.scope, &one.entity.id))
            .data("kind", |one| one.entity.kind.name().into())
            .column("owner", "of", |one| Cell::entity(self.scope, one.owner))
            .data("deals", |one| Cell::list(&one.deals))
            .shown(">deals", |one| deals(one).into())
            .data("not_counting", |one| one.silent.into())
            .column("alone", ">bought as it alone", |one| (&one.alone).into())
            .column("shared", ">with others, at most", |one| (&one.shared).into())
            .column("other", ">in other deals that name it", |one| (&one.other).into())
            .data("loops", |one| one.loops.into())
            .shown(">loops (asset level)", |one| self.count(one.loops).into())
    }
}

/// `3`, or `3 (+1)` with those that do not count.
fn deals(one: &Asset<'_>) -> String {
    let silent = if one.silent == 0 { String::new() } else { format!(" (+{})", thousands(one.silent)) };
    format!("{}{silent}", thousands(one.deals.len()))
}
