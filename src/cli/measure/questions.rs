//! From what is typed after a measure's name to the question that is asked.

use super::company;
use crate::{
    answer::{Answer, measure},
    circuits::Limits,
    cli::{
        args::{
            AssetsArgs, ClearingArgs, ExposureArgs, LadderArgs, NullArgs, OwnershipArgs, Period, TimeArgs, TouchArgs,
            WholeArgs,
        },
        outcome::Failure,
        view::{day, entity, limits},
    },
    flow::Scope,
    measure::{Every, Sampling},
};

pub(super) fn ladder<'r>(args: &LadderArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let Some(period) = args.every else {
        return Ok(measure::ladder(scope, &limits(&args.search, "any", &scope.view)?));
    };
    let every = match period {
        Period::Month => Every::Month,
        Period::Quarter => Every::Quarter,
        Period::Year => Every::Year,
    };
    let from = args.from.as_deref().map(day).transpose()?;
    Ok(measure::ladder_over_time(scope, every, from)?)
}

pub(super) fn time<'r>(args: &TimeArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let limits = limits(&args.search, &args.class, &scope.view)?;
    Ok(measure::time_order(scope, &limits, args.list.shown()))
}

pub(super) fn clearing<'r>(args: &ClearingArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    match company(scope, args.default.as_deref())? {
        Some(who) => Ok(measure::default(scope, who, args.recovery, args.list.shown())?),
        None => Ok(measure::defaults(scope, args.list.shown())),
    }
}

pub(super) fn assets<'r>(args: &AssetsArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let limits = limits(&args.search, &args.class, &scope.view)?;
    let seller = args.of.as_deref().map(|text| entity(scope.register, text)).transpose()?;
    Ok(measure::assets(scope, seller.as_ref(), &limits, args.list.shown()))
}

pub(super) fn loops<'r>(args: &WholeArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let limits = Limits { count: args.bounds.limit, ..Limits::default() };
    Ok(measure::forwarding(scope, &limits, args.list.shown())?)
}

pub(super) fn ownership<'r>(args: &OwnershipArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let company = args.of.as_deref().map(|text| entity(scope.register, text)).transpose()?;
    Ok(measure::ownership(scope, company.as_ref(), args.list.shown())?)
}

pub(super) fn exposure<'r>(args: &ExposureArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let investor = args.investor.as_deref().map(|text| entity(scope.register, text)).transpose()?;
    Ok(measure::exposure(scope, investor.as_ref(), args.max_length, args.list.shown()))
}

pub(super) fn touch<'r>(args: &TouchArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let limits = limits(&args.search, &args.class, &scope.view)?;
    Ok(measure::removal_impact(scope, &limits, args.removals, args.list.shown()))
}

pub(super) fn null<'r>(args: &NullArgs, scope: &Scope<'r>) -> Answer<'r> {
    let NullArgs { max_length, samples, seed, .. } = *args;
    measure::null_model(scope, &Sampling { max_length, samples, seed, ..Sampling::default() })
}
