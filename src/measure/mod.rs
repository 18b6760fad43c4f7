//! Figures and findings: one file each, from a register or a graph of money.

mod about;
mod annual;
mod assets;
mod backlog;
mod change;
mod circulation;
mod clearing;
mod companies;
mod contradictions;
mod disagreements;
mod double_counting;
mod doubts;
mod exposure;
mod external_inflow;
mod facts;
mod feedback_set;
mod finding;
mod firm;
mod firmness;
mod forwarding;
mod headline;
mod interval;
mod joint_flow;
mod ladder;
mod matching;
mod network;
mod null_model;
mod one_deal;
mod one_loop;
mod ownership;
mod paths;
mod pro_rata;
mod reciprocity;
mod removal_impact;
mod rights;
mod roles;
mod series;
mod solve;
mod sources;
mod stale;
mod statements;
mod sums;
mod through;
mod time_order;
mod trophic;
mod work;

pub use about::About;
pub use annual::{ABOUT as ABOUT_ANNUAL, Annual, Basis, Days, Schedule, Spreading, Undated, Why, Year, annual};
pub use assets::{ABOUT as ABOUT_ASSETS, Asset, Assets, Buyer, Seller, assets};
pub use backlog::{ABOUT as ABOUT_BACKLOG, Customer, Supplier, backlog};
pub use change::{ABOUT as ABOUT_CHANGE, Change, ChangeKind, DealChange, DealState, LoopChange, Side, Total, change};
pub use circulation::{ABOUT as ABOUT_CIRCULATION, Circulation, Figure, Span, circulation};
pub use clearing::{
    ABOUT as ABOUT_CLEARING, ABOUT_CONTAGION, ABOUT_DISTRESS, Cleared, Contagion, Costs, Distress, Hit, Impacts,
    Obligations, clearing, contagion, contagion_at_cost, obligations,
};
pub use companies::{ABOUT_RETURN, ABOUT_SHARE, Company, companies};
pub use disagreements::{DiffersIn, Disagreement, Saying, disagreements};
pub use double_counting::{ABOUT as ABOUT_DOUBLE_COUNTING, DoubleCounting, Reason, Surplus, double_counting};
pub use doubts::doubts;
#[cfg(feature = "cli")]
pub(crate) use exposure::investments;
pub use exposure::{ABOUT as ABOUT_EXPOSURE, ABOUT_AROUND, Exposure, Net, Returned, exposure};
pub use external_inflow::{ABOUT as ABOUT_EXTERNAL_INFLOW, ExternalInflow, external_inflows};
pub use feedback_set::{
    ABOUT as ABOUT_FEEDBACK_SET, By, FeedbackSet, Packed, Proof, SearchBudget, WeightedEdgeGroups, feedback_set,
};
pub use finding::{Doubt, Finding};
pub use firmness::{ABOUT as ABOUT_FIRMNESS, Firmness, Shape, Standing, binds, firmness, shapes};
pub use forwarding::{
    ABOUT as ABOUT_FORWARDING, ABOUT_COEFFICIENTS, ABOUT_COMPANY as ABOUT_RECIRCULATED, Coefficients,
    CoefficientsError, EXACT_UP_TO, Forwarding, Recirculated, coefficients, forwarding, forwarding_exact_up_to,
};
pub use headline::{ABOUT as ABOUT_HEADLINE, Headline, ShareRange, headline};
pub use interval::{ABOUT as ABOUT_INTERVAL, Amounts, CirculationRange, Extreme, Interval, Intervals};
pub use ladder::{ABOUT as ABOUT_LADDER, Rung, ladder};
pub use matching::Renaming;
pub use matching::{
    Aligned, Alone, Companies, Difference, Doubtful, Duplicate, How, Matched, Reconciliation, SameCompany, Unclear,
    Whose, WhyUnclear, aligned, duplicates, reconcile,
};
pub use network::{Network, Payment, Reading};
pub use null_model::{ABOUT as ABOUT_NULL_MODEL, Compared, LoopCount, NullModel, Sampling, null_model, null_model_of};
pub use one_deal::{ABOUT as ABOUT_DEAL, OneDeal, one_deal};
pub use one_loop::{ABOUT as ABOUT_LOOP, OneLoop, one_loop};
pub use ownership::{
    ABOUT as ABOUT_OWNERSHIP, ABOUT_BOOK, Book, Held, Holdings, Ownership, OwnershipError, Stake, Stakes, Valuations,
    ownership, stakes, valuations,
};
pub use paths::{ABOUT as ABOUT_PATHS, Path, PathLimits, Paths, paths};
pub use pro_rata::{ABOUT as ABOUT_PRO_RATA, ProRata, ProRataError, Returns, pro_rata};
pub use reciprocity::{ABOUT as ABOUT_RECIPROCITY, reciprocity};
pub use removal_impact::{ABOUT as ABOUT_REMOVAL_IMPACT, CompanyImpact, DealImpact, RemovalImpact, removal_impact};
pub use rights::{ABOUT as ABOUT_RIGHTS, RightState, rights};
pub use roles::{ABOUT as ABOUT_ROLES, Pair, Relation, Role, roles};
pub use series::{ABOUT as ABOUT_SERIES, Every, Moment, Point, series};
pub(crate) use solve::Rng;
pub use solve::fraction::{Fraction, Quantity};
pub use sources::{ABOUT as ABOUT_SOURCES, Division, Part, SourceTier, sources};
pub use stale::{ABOUT as ABOUT_STALE, Awaited, OldFigure, STALE_AFTER, Stale, Wait, stale};
pub use sums::{Ratio, Sum};
pub use through::{ABOUT as ABOUT_THROUGH, Through, through};
pub use time_order::{ABOUT as ABOUT_TIME, InTime, in_time};
pub use trophic::{ABOUT as ABOUT_TROPHIC, Trophic, trophic};
pub use work::{Hanging, HangingOn, Work};
