//! Every key of the register's files, of a scenario and of a spreadsheet, with what it means.

mod deal;
mod entity;
mod evidence;
mod key;
mod register;
mod scenario;
mod spreadsheet;

pub use key::{Key, Table, Value};
pub use register::REGISTER;
pub use scenario::SCENARIO;
pub use spreadsheet::{Column, SPREADSHEET};
