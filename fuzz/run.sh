#!/usr/bin/env bash
# Fuzzes every parser for so many seconds each (default 60): `fuzz/run.sh 600`, or one of them: `fuzz/run.sh 600 amount`.
# Needs a C++ compiler, and nothing else: coverage instrumentation is in stable rustc.
set -euo pipefail
cd "$(dirname "$0")"

seconds="${1:-60}"
names="${2:-$(sed -n 's/^path = "targets\/\(.*\)\.rs"/\1/p' Cargo.toml)}"
host="$(rustc -vV | sed -n 's/^host: //p')"
flags="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
flags+=" -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing"
# With --target, build scripts are left as they are.
RUSTFLAGS="$flags" cargo build --quiet --release --target "$host" --target-dir target

for name in $names; do
  mkdir -p "corpus/$name" "artifacts/$name"
  seeds=()
  [ -d "seeds/$name" ] && seeds=("seeds/$name")
  # The shipped register and the bad files of the tests are good seeds too.
  case "$name" in
    register_toml) seeds+=(../data/deals ../data/entities ../tests/ui) ;;
    deals_csv) seeds+=(../tests/ui) ;;
  esac
  echo "fuzzing $name for $seconds s"
  log="artifacts/$name.log"
  if ! "target/$host/release/$name" "corpus/$name" "${seeds[@]}" -artifact_prefix="artifacts/$name/" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "fuzz: $name has findings in fuzz/artifacts/$name" >&2
    exit 1
  fi
  grep "stat::number_of_executed_units" "$log"
done
