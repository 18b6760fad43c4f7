//! Figures and findings: one file each, from a register or a graph of money.

mod about;
mod annual;
mod assets;
mod backlog;
mod breakers;
mod chance;
mod change;
mod circulation;
mod clearing;
mod companies;
mod disagreements;
mod double_counting;
mod doubts;
mod exposure;
mod firm;
mod firmness;
mod forwarding;
mod fraction;
mod headline;
mod interval;
mod ladder;
mod lp;
mod maximum_flow;
mod network;
mod one_deal;
mod one_loop;
mod optima;
mod outside;
mod ownership;
mod pro_rata;
mod reciprocity;
mod reduction;
mod rights;
mod roles;
mod series;
mod simplex;
mod sources;
mod strong;
mod sums;
mod time_order;
mod touch;
mod tree;
mod trophic;
mod units;
mod whole;

pub use about::About;
pub use annual::{ABOUT as ABOUT_ANNUAL, Annual, Basis, Days, Schedule, Spreading, Undated, Why, Year, annual};
pub use assets::{ABOUT as ABOUT_ASSETS, Asset, Assets, Buyer, Seller, assets};
pub use backlog::{ABOUT as ABOUT_BACKLOG, Customer, Supplier, backlog};
pub use breakers::{ABOUT as ABOUT_BREAKERS, Breakers, By, Carriers, Effort, Packed, Proof, breakers};
pub use chance::{ABOUT as ABOUT_CHANCE, Chance, Compared, Draws, LoopCount, chance, chance_of};
pub use change::{ABOUT as ABOUT_CHANGE, Change, DealChange, LoopChange, Side, Stand, Total, Turn, change};
pub use circulation::{ABOUT as ABOUT_CIRCULATION, Circulation, Figure, Span, circulation};
pub use clearing::{
    ABOUT as ABOUT_CLEARING, ABOUT_CONTAGION, ABOUT_DISTRESS, Cleared, Contagion, Costs, Distress, Hit, Impacts,
    Obligations, clearing, contagion, obligations,
};
pub use companies::{ABOUT_RETURN, ABOUT_SHARE, Company, companies};
pub use disagreements::{Disagreement, disagreements};
pub use double_counting::{ABOUT as ABOUT_DOUBLE_COUNTING, DoubleCounting, Reason, Surplus, double_counting};
pub use doubts::{Doubt, Finding, doubts};
pub use exposure::{ABOUT as ABOUT_EXPOSURE, ABOUT_AROUND, Exposure, Net, Returned, exposure};
pub use firmness::{ABOUT as ABOUT_FIRMNESS, Firmness, Shape, Standing, firmness, is_firm};
pub use forwarding::{
    ABOUT as ABOUT_FORWARDING, ABOUT_COEFFICIENTS, ABOUT_COMPANY as ABOUT_RECIRCULATED, Coefficients,
    CoefficientsError, EXACT_UP_TO, Forwarding, Recirculated, coefficients, forwarding, forwarding_exact_up_to,
};
pub use fraction::{Fraction, Quantity};
pub use headline::{ABOUT as ABOUT_HEADLINE, Headline, ShareRange, headline};
pub use interval::{ABOUT as ABOUT_INTERVAL, Amounts, CirculationRange, Extreme, Interval, Intervals};
pub use ladder::{ABOUT as ABOUT_LADDER, Rung, ladder};
pub use network::{Network, Payment, Reading};
pub use one_deal::{ABOUT as ABOUT_DEAL, OneDeal, one_deal};
pub use one_loop::{ABOUT as ABOUT_LOOP, OneLoop, one_loop};
pub use outside::{ABOUT as ABOUT_OUTSIDE, Inflow, inflows};
pub use ownership::{
    ABOUT as ABOUT_OWNERSHIP, ABOUT_BOOK, Book, Holdings, Ownership, OwnershipError, Stake, Stakes, ownership, stakes,
};
pub use pro_rata::{ABOUT as ABOUT_PRO_RATA, ProRata, Returns, TooManyCompanies, pro_rata};
pub use reciprocity::{ABOUT as ABOUT_RECIPROCITY, reciprocity};
pub use rights::{ABOUT as ABOUT_RIGHTS, Held, rights};
pub use roles::{ABOUT as ABOUT_ROLES, Pair, Relation, Role, roles};
pub use series::{ABOUT as ABOUT_SERIES, Every, Moment, Point, series};
pub use sources::{ABOUT as ABOUT_SOURCES, Division, Part, Word, sources};
pub use sums::{Ratio, Sum};
pub use time_order::{ABOUT as ABOUT_TIME, InTime, in_time};
pub use touch::{ABOUT as ABOUT_TOUCH, Removal, Touch, Touches, touch};
pub use trophic::{ABOUT as ABOUT_TROPHIC, Trophic, trophic};
