//! What is looked at: a register, seen in one way.

use std::sync::{Arc, OnceLock};

use super::{FlowGraph, Formed, Node, View, formed::Past};
use crate::model::{EntityId, Register, Stop};

/// A register, a view of it, the graph of money that is seen, and when to stop looking: what every question is asked
/// of.
///
/// ```
/// use roundtrip::flow::{Scope, View};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let scope = Scope::new(&register, View::of(&register));
/// let nvidia = scope.graph.node("nvidia").expect("it pays somebody");
/// assert_eq!(scope.name(nvidia), "Nvidia");
/// ```
#[derive(Debug, Clone)]
pub struct Scope<'r> {
    /// What is known.
    pub register: &'r Register,
    /// How it is looked at.
    pub view: View,
    /// Who pays whom, in that view.
    pub graph: FlowGraph,
    /// When a search has to end.
    pub stop: Stop,
    /// Made when it is first asked for.
    past: OnceLock<Arc<Past>>,
}

impl<'r> Scope<'r> {
    /// A view of a register, for as long as it takes.
    pub fn new(register: &'r Register, view: View) -> Self {
        let graph = view.flow(register);
        Self { register, view, graph, stop: Stop::never(), past: OnceLock::new() }
    }

    /// The same, with an end to every search.
    #[must_use]
    pub fn until(self, stop: Stop) -> Self {
        Self { stop, ..self }
    }

    /// Since when its hops and loops have stood.
    pub fn formed(&self) -> Formed<'r> {
        let past = self.past.get_or_init(|| Arc::new(Past::new(self.register, &self.view)));
        Formed::with(self.register, Arc::clone(past))
    }

    /// What a node is called in a text.
    pub fn name(&self, node: Node) -> &str {
        self.register.name(self.graph.id(node))
    }

    /// `Payer → Payee`.
    pub fn hop(&self, payer: Node, payee: Node) -> String {
        format!("{} → {}", self.name(payer), self.name(payee))
    }

    /// The node of an entity, or of its owner on the day; `None` if neither pays or is paid in this view.
    pub fn node(&self, id: &EntityId) -> Option<Node> {
        let owner = || self.register.owner_on(id, self.view.as_of);
        self.graph.node(id.as_str()).or_else(|| self.graph.node(owner().as_str()))
    }

    /// The register and the view, in a sentence.
    pub fn words(&self) -> String {
        format!("{}, {}.", self.register.title, self.view)
    }
}
