//! roundtrip
pub mod load;
pub mod model;
pub mod circuits;
pub mod flow;
pub mod cli { pub fn main() -> std::process::ExitCode { std::process::ExitCode::SUCCESS } }
