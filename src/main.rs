//! The program: everything it does is in [`roundtrip::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    roundtrip::cli::main()
}
