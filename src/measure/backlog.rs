//! How much of what customers have promised a supplier was promised by customers whom it has funded itself.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{About, Ratio, Sum, firm::firm};
use crate::{
    flow::{Arc, FlowGraph, Node, Scope, View},
    model::{Backlog, EntityId, Family, Range, Register, Status, When},
};

/// What a reader must know of a backlog.
pub const ABOUT: About = About {
    title: "backlog of funded customers",
    definition: "Of what a supplier's customers have promised it, the part that was promised by customers in whom the \
                 supplier itself has put money, shares, credits or warrants.",
    method: "A customer is funded if the supplier gave it anything directly, not through third parties. The figure \
             is the sum of these customers' purchases over the supplier's stated backlog, each with its range; where \
             no backlog is recorded, over all recorded purchases from the supplier.",
    caution: "The sum takes whole contracts as they were stated. What was delivered before the date of the backlog, \
              or signed after it, is not in the backlog, so the share is an indication and can exceed 100 %. Most \
              customers of most suppliers are not in the register.",
};

/// A customer whom the supplier has funded, or whose debts it guarantees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Customer {
    /// Who.
    pub customer: Node,
    /// What the supplier put into it, in cash or in kind.
    pub funded: Sum,
    /// What the supplier guarantees for it: no money yet.
    pub guaranteed: Sum,
    /// What it buys from the supplier.
    pub bought: Sum,
    /// When the first and the last of these purchases were agreed: signed, or as far as they have come.
    pub agreed: Option<(When, When)>,
    /// Those that were agreed after the day of the stated backlog.
    pub later: Sum,
}

/// A supplier, the statement of its backlog if there is one, and its funded customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Supplier<'r> {
    /// Who.
    pub supplier: Node,
    /// The latest statement of the whole backlog on or before the day.
    pub stated: Option<&'r Backlog>,
    /// Every statement on or before the day, oldest first.
    pub statements: Vec<&'r Backlog>,
    /// All recorded purchases from it.
    pub all: Sum,
    /// Those of its funded customers; of customers that are only guaranteed they are apart.
    pub bought: Sum,
    /// The firm part of these.
    pub firm: Sum,
    /// The customers that are funded or guaranteed, in the order of the graph's nodes.
    pub customers: Vec<Customer>,
}

impl Supplier<'_> {
    /// What the purchases of funded customers are a share of: the stated backlog, else all that is recorded.
    pub fn whole(&self) -> Range {
        self.stated.and_then(|record| record.total).unwrap_or(self.all.value)
    }

    /// That share; `None` if no purchase by a funded customer is recorded.
    pub fn share(&self) -> Option<Ratio> {
        (!self.bought.is_empty()).then(|| match self.stated {
            Some(_) => Ratio::of(self.bought.value, self.whole()),
            // A part of what is recorded cannot exceed it: the rest alone is open.
            None => Ratio { low: None, high: Some(1.0), ..Ratio::of(self.bought.value, self.all.value) },
        })
    }

    /// The customers whom it has funded, without those whose debts it only guarantees.
    pub fn funded(&self) -> impl Iterator<Item = &Customer> {
        self.customers.iter().filter(|one| !one.funded.is_empty())
    }
}

/// Every supplier of a view that has funded a customer, or whose backlog is recorded.
///
/// ```
/// use roundtrip::{flow::{Scope, View}, measure::backlog};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let all = backlog(&Scope::new(&register, View::of(&register)));
/// assert!(all.iter().all(|one| one.stated.is_some() || !one.customers.is_empty()));
/// ```
pub fn backlog<'r>(scope: &Scope<'r>) -> Vec<Supplier<'r>> {
    let Scope { register, view, graph, .. } = scope;
    let inputs = Inputs {
        register,
        view,
        graph,
        firm: firm(register, view),
        contingent: View { contingent: true, ..view.clone() }.flow(register),
    };
    let all = (0..graph.nodes().len()).filter_map(|node| inputs.supplier(node));
    all.collect()
}

struct Inputs<'a, 'r> {
    register: &'r Register,
    view: &'a View,
    graph: &'a FlowGraph,
    firm: FlowGraph,
    contingent: FlowGraph,
}

impl<'r> Inputs<'_, 'r> {
    fn supplier(&self, supplier: Node) -> Option<Supplier<'r>> {
        let own = self.graph.id(supplier);
        let (register, day) = (self.register, self.view.as_of);
        let ours = |record: &&Backlog| register.owner_on(&record.holder, day) == own && record.on.day() <= day;
        let mut statements: Vec<&Backlog> = register.backlogs.iter().filter(ours).collect();
        statements.sort_by_key(|record| record.on);
        let stated = statements.iter().rfind(|record| record.total.is_some()).copied();
        let customer = |customer| self.customer(supplier, customer, stated);
        let customers: Vec<Customer> = (0..self.graph.nodes().len()).filter_map(customer).collect();
        let funded = customers.iter().filter(|one| !one.funded.is_empty());
        let funded: BTreeSet<&EntityId> = funded.map(|one| self.graph.id(one.customer)).collect();
        let bought = |graph: &FlowGraph| {
            Sum::of(graph, |arc| {
                arc.family() == Family::Purchase && graph.id(arc.payee) == own && funded.contains(graph.id(arc.payer))
            })
        };
        (stated.is_some() || !customers.is_empty()).then(|| Supplier {
            supplier,
            stated,
            all: Sum::of(self.graph, |arc| arc.family() == Family::Purchase && arc.payee == supplier),
            bought: bought(self.graph),
            firm: bought(&self.firm),
            statements,
            customers,
        })
    }

    fn customer(&self, supplier: Node, customer: Node, stated: Option<&Backlog>) -> Option<Customer> {
        let buys = |arc: &Arc| arc.family() == Family::Purchase && arc.payer == customer && arc.payee == supplier;
        let bought = Sum::of(self.graph, buys);
        if bought.is_empty() {
            return None;
        }
        let funded = Sum::of(self.graph, |arc| {
            arc.family() == Family::Investment && arc.payer == supplier && arc.payee == customer
        });
        let guaranteed = self.guaranteed(self.graph.id(supplier), self.graph.id(customer));
        let days = || self.graph.arcs().iter().filter(|arc| buys(arc)).map(|arc| self.agreed(arc));
        let later = Sum::of(self.graph, |arc| {
            let after = |record: &Backlog| self.agreed(arc).first_day().is_some_and(|day| day > record.on.day());
            buys(arc) && stated.is_some_and(after)
        });
        let helped = !funded.is_empty() || !guaranteed.is_empty();
        let agreed = days().min().zip(days().max());
        helped.then_some(Customer { customer, funded, guaranteed, bought, agreed, later })
    }

    /// When a purchase was agreed: a contract that is paid by now was signed before.
    fn agreed(&self, arc: &Arc) -> When {
        let deal = self.register.deals.get(&arc.deal);
        let signed = deal.and_then(|deal| deal.since(arc.status.min(Status::Signed), self.view.as_of));
        signed.unwrap_or(arc.since)
    }

    /// Guarantees to the customer, or to others on its behalf.
    fn guaranteed(&self, supplier: &EntityId, customer: &EntityId) -> Sum {
        Sum::of(&self.contingent, |arc| {
            let behalf = self.register.deals.get(&arc.deal).and_then(|deal| deal.on_behalf_of.as_ref());
            let behalf = behalf.map(|id| self.register.owner_on(id, self.view.as_of));
            arc.family() == Family::Contingent
                && self.contingent.id(arc.payer) == supplier
                && (self.contingent.id(arc.payee) == customer || behalf == Some(customer))
        })
    }
}
