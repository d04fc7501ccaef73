#!/usr/bin/env bash
# static_test.sh PROGRAM: the binary to download needs nothing from the system, is small, and runs.
set -euo pipefail
program=$1
fail() {
  echo "$*"
  exit 1
}

size=$(wc -c <"$program")
[ "$size" -le 4000000 ] || fail "the binary has $size bytes; it may have 4,000,000"
if readelf --program-headers --wide "$program" | grep -q INTERP; then fail "the binary asks for a dynamic loader"; fi
if readelf --dynamic --wide "$program" | grep NEEDED; then fail "the binary needs shared libraries"; fi
if readelf --section-headers --wide "$program" | grep -q ' \.symtab '; then fail "the binary is not stripped"; fi
# Nothing of the environment: no locale, no library path, no home.
version=$(env -i "$program" --version)
[ -n "$version" ] || fail "--version says nothing"
echo "$size bytes, $version"
