# `just --list` explains each. The gate itself is `.ci/run`.

# What to run before every commit: format, lints of the library, and the tests that need no long search
fast:
    cargo fmt --check
    cargo clippy --lib -- -D warnings
    cargo test --lib
    cargo test --test integration -- citations:: cli:: floors:: format:: names:: problems:: ui::

# Everything that must hold on a clean checkout: about half an hour
gate:
    .ci/run

# Writes out/ anew: map, page, pictures and tables of the shipped register
report:
    cargo run --release -- report

# Accepts what has changed: snapshots, the documents made by tests, and the list of what is public. Read the difference first
accept:
    INSTA_UPDATE=always UPDATE_DOCS=1 cargo test --test integration
    .ci/public-api --accept
    git diff --stat

# Fuzzes every parser for some seconds each
fuzz seconds="60":
    fuzz/run.sh {{seconds}}
