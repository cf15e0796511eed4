#!/usr/bin/env bash
# Builds the fuzz targets without cargo-fuzz and runs each for some seconds: fuzz/run.sh [SECONDS] [TARGET…]
set -eu
cd "$(dirname "$0")"
seconds=${1:-600}
shift || true
targets=${*:-reader docx xlsx ods xls pdf recogniser dates}
flags="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
flags="$flags -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
host=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS="$flags" CARGO_PROFILE_DEV_OPT_LEVEL=1 cargo +nightly build --target "$host"
for target in $targets; do
  mkdir -p "corpus/$target"
  "${CARGO_TARGET_DIR:-target}/$host/debug/$target" "corpus/$target" ../crates/intake/tests/plans -dict=plan.dict \
    -max_total_time="$seconds" -max_len=8192 -timeout=20 -rss_limit_mb=1024 -print_final_stats=1
done
