#!/usr/bin/env bash
# Kills a writing store (SIGKILL) at random instants and checks what is left.
# Usage: scripts/kill-test.sh [KILLS] [SEED]; PROFILE=release kills the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-200}
seed=${2:-$RANDOM}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
profile=${PROFILE:-dev}
cargo build --quiet --profile "$profile" --package throughline-store --example hammer
echo "seed $seed"
"${CARGO_TARGET_DIR:-target}/${profile/dev/debug}/examples/hammer" drive "$dir" "$kills" "$seed"
