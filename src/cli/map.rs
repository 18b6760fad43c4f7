use super::{End,Failure,Terminal,args::MapArgs}; pub(super) fn run(_:&MapArgs,_:&mut Terminal<'_>)->Result<End,Failure>{Ok(End::Done)}
