#!/usr/bin/env bash
# dev_test.sh PROGRAM: what `./dev` promises. PROGRAM is build/release's, up to date as ctest runs.
set -uo pipefail
program=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# expect WHAT CODE STDOUT_PATTERN STDERR_PATTERN COMMAND...: patterns are the shell's, for the whole output.
expect() {
  local what=$1 code=$2 out=$3 err=$4 got=0 said complained
  shift 4
  said=$("$@" 2>"$scratch/stderr" </dev/null) || got=$?
  complained=$(cat "$scratch/stderr")
  # shellcheck disable=SC2053  # patterns on purpose
  if [ "$got" != "$code" ] || [[ $said != $out ]] || [[ $complained != $err ]]; then
    printf 'FAILED: %s\nexit code %s, wanted %s\n--- stdout\n%s\n--- stderr\n%s\n' \
      "$what" "$got" "$code" "$said" "$complained"
    failed=1
  fi
}

expect "help goes to standard output" 0 "usage: ./dev*lint FILE*" "" "$root/dev" --help
expect "no command is a wrong use" 2 "" "usage: ./dev*" "$root/dev"
expect "an unknown command is a wrong use" 2 "" "dev: there is no command 'lnit'*usage: ./dev*" "$root/dev" lnit
expect "a superfluous argument is a wrong use" 2 "" "*takes no arguments" "$root/dev" build release
expect "build prints the path and no more when nothing is to be done" 0 "$program" "" "$root/dev" build

# A relative name is the caller's, and all that comes out is the linter's.
mkdir "$scratch/elsewhere"
printf 'api:\n  deployment:\n    replicaCount: 1\n' >"$scratch/elsewhere/values.yaml"
cd "$scratch/elsewhere" || exit 1
direct=$("$program" values.yaml 2>"$scratch/direct.stderr")
code=$?
said=$("$root/dev" lint values.yaml 2>"$scratch/dev.stderr" </dev/null)
got=$?
if [ "$got" != "$code" ] || [ "$said" != "$direct" ] || ! cmp -s "$scratch/direct.stderr" "$scratch/dev.stderr"; then
  printf 'FAILED: lint from another folder differs from the linter itself: exit code %s and %s\n' "$got" "$code"
  diff <(printf '%s\n' "$direct") <(printf '%s\n' "$said")
  diff "$scratch/direct.stderr" "$scratch/dev.stderr"
  failed=1
fi

# A system that is no Debian and has nothing: only what the script itself is made of is on PATH.
mkdir "$scratch/bin"
for tool in bash env dirname cat id mkdir; do ln -s "$(command -v $tool)" "$scratch/bin/$tool"; done
expect "what is missing is named by what it is" 4 "" \
  "dev: this is missing: a C++20 compiler, cmake, ninja, pkg-config*" env PATH="$scratch/bin" CXX= "$root/dev" lint values.yaml
expect "test asks for its own tools too" 4 "" "*clang-tidy, clang-format, pre-commit, shellcheck, git*" \
  env PATH="$scratch/bin" CXX= "$root/dev" test

[ $failed = 0 ] && echo "dev keeps its promises"
exit $failed
