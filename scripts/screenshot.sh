#!/usr/bin/env bash
# Makes the README's picture anew: docs/images/overview.png. Needs what scripts/test.sh installs.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --locked --quiet
(cd tests/browser && npm ci --no-audit --no-fund --loglevel=error)
mkdir -p docs/images
node scripts/screenshot.mjs "${CARGO_TARGET_DIR:-target}/debug/throughline" docs/images/overview.png
size=$(wc -c <docs/images/overview.png)
if [ "$size" -gt 300000 ]; then
    echo "docs/images/overview.png has $size bytes; at most 300,000 belong in the repository" >&2
    exit 1
fi
