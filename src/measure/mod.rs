//! Figures and findings: one file each, from a register or a graph of money.

mod about;
mod annual;
mod breakers;
mod chance;
mod change;
mod circulation;
mod clearing;
mod companies;
mod doubts;
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
mod ownership;
mod pro_rata;
mod reciprocity;
mod reduction;
mod series;
mod simplex;
mod strong;
mod time_order;
mod tree;
mod trophic;
mod units;
mod whole;

pub use about::About;
pub use annual::{ABOUT as ABOUT_ANNUAL, Annual, Basis, Days, Schedule, Spreading, Undated, Why, Year, annual};
pub use breakers::{ABOUT as ABOUT_BREAKERS, Breakers, By, Carriers, Effort, Packed, Proof, breakers};
pub use chance::{ABOUT as ABOUT_CHANCE, Chance, Compared, Draws, LoopCount, chance, chance_of};
pub use change::{ABOUT as ABOUT_CHANGE, Change, DealChange, LoopChange, Side, Stand, Total, Turn, change};
pub use circulation::{ABOUT as ABOUT_CIRCULATION, Circulation, Figure, Span, circulation};
pub use clearing::{
    ABOUT as ABOUT_CLEARING, ABOUT_CONTAGION, ABOUT_DISTRESS, Cleared, Contagion, Costs, Distress, Hit, Impacts,
    Obligations, clearing, contagion, obligations,
};
pub use companies::{ABOUT_RETURN, ABOUT_SHARE, Company, companies};
pub use doubts::{Doubt, Finding, doubts};
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
pub use ownership::{
    ABOUT as ABOUT_OWNERSHIP, ABOUT_BOOK, Book, Holdings, Ownership, OwnershipError, Stake, Stakes, ownership, stakes,
};
pub use pro_rata::{ABOUT as ABOUT_PRO_RATA, ProRata, Returns, TooManyCompanies, pro_rata};
pub use reciprocity::{ABOUT as ABOUT_RECIPROCITY, reciprocity};
pub use series::{ABOUT as ABOUT_SERIES, Every, Moment, Point, series};
pub use time_order::{ABOUT as ABOUT_TIME, InTime, in_time};
pub use trophic::{ABOUT as ABOUT_TROPHIC, Trophic, trophic};
