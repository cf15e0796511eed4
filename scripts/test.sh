#!/usr/bin/env bash
# Runs every check and every test, and installs what they need first. Nothing outside the repository is changed except
# cargo's and npm's own caches and, on Debian or Ubuntu as root, the packages `chromium` and `fonts-liberation`.
#
# usage: scripts/test.sh            everything; ends with one line per step
# CARGO_TARGET_DIR says where to build (default: cargo's own choice, ./target).
set -uo pipefail
cd "$(dirname "$0")/.."

failed=()
summary=()

step() { # step "what it is" command…
    local what=$1 began=$SECONDS
    shift
    printf '\n== %s\n' "$what"
    if "$@"; then
        summary+=("ok      $what ($((SECONDS - began)) s)")
    else
        summary+=("FAILED  $what ($((SECONDS - began)) s)")
        failed+=("$what")
    fi
}

skip() { # skip "what it is" "why"
    printf '\n== %s\nskipped: %s\n' "$1" "$2"
    summary+=("skipped $1: $2")
}

have_browser() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

install_browser() {
    command -v apt-get >/dev/null || return 1
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        # Only where no password is asked for: a test run must not wait at a prompt.
        sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n)
    fi
    "${as_root[@]}" apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
            chromium fonts-liberation >/dev/null
}

browser_tests() {
    # The tests start the program themselves; what they start is what the workspace tests have just built.
    (cd tests/browser && npm ci --no-audit --no-fund --loglevel=error && npm test)
}

step "packages at hand" cargo fetch --locked --quiet
step "format" cargo fmt --all --check
step "lints, warnings denied" cargo clippy --locked --workspace --all-targets --quiet -- -D warnings
step "tidy: layers, docs, files, licences, generated lists" cargo xtask tidy
# No flags of its own: the same build serves the demonstration, the tests and the browser.
step "the program" cargo build --locked
step "tests of the workspace" cargo test --locked --workspace --no-fail-fast

if [ ! -d tests/browser ]; then
    skip "browser tests" "tests/browser does not exist yet"
elif ! command -v npm >/dev/null; then
    step "browser tests: npm is missing, install Node.js 20 or later" false
elif ! have_browser && ! install_browser; then
    step "browser tests: no Chromium and it cannot be installed here; install the package chromium" false
else
    step "browser tests" browser_tests
fi

if command -v cargo-deny >/dev/null; then
    step "cargo deny" cargo deny --offline check licenses bans sources
else
    skip "cargo deny" "not installed; tidy has held the lock files against deny.toml"
fi

printf '\n'
printf '%s\n' "${summary[@]}"
if [ ${#failed[@]} -gt 0 ]; then
    printf '\n%s step(s) failed\n' "${#failed[@]}"
    exit 1
fi
printf '\nall steps passed\n'
