#!/usr/bin/env bash
# helm_test.sh PROGRAM PRINT_EFFECTIVE PRINT_CHART BUILD_DIR: what the linter makes of layers and arguments is what the
# real Helm makes of them (tests/helm/), and what fixes change of them is what they say. Skipped where no Go is at hand that can build Helm, or where its modules cannot be had.
set -euo pipefail
program=$(realpath "$1")
print_effective=$2
print_chart=$3
mkdir -p "$4/helm"
build=$(cd "$4/helm" && pwd -P)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# A Go that is too old says so, and fetches no other.
export GOTOOLCHAIN=local GOFLAGS=-mod=readonly

skip() {
  echo "skipped: $*"
  exit 77
}
command -v go >/dev/null || skip "there is no go to build Helm's packages with"
cd "$here/helm"
wanted=$(sed -n 's/^go //p' go.mod)
if ! go list -m >/dev/null 2>&1; then skip "this is $(GOTOOLCHAIN=local go env GOVERSION); Helm needs Go $wanted"; fi
go mod download >/dev/null 2>&1 || skip "Helm's modules cannot be downloaded"

unformatted=$(gofmt -l .)
if [ -n "$unformatted" ]; then
  echo "gofmt lays these out: $unformatted"
  exit 1
fi
started=$SECONDS
go build -o "$build/compare_with_helm" .
go vet .
echo "built in $((SECONDS - started)) s"
"$build/compare_with_helm" -linter "$print_effective" -chart "$here/../fixtures/helm-chart" -cases cases \
  -fixtures "$here/../fixtures/guide" "${@:5}"

values=("$here"/../fixtures/*/)
if command -v python3 >/dev/null; then
  rm -rf "$build/generated"
  mkdir "$build/generated"
  python3 -B ../values_generator.py "$build/generated" 1000
  values+=("$build/generated")
fi
shared=$here/../../shared
if [ -d "$shared" ]; then
  values+=("$shared/corpus" "$shared"/rendered/*.jsonl)
else
  echo "there is no ../shared: only fixtures and generated files are fixed"
fi
exec "$build/compare_with_helm" -fixer "$program" -defaults "$print_chart" -chart "$here/../fixtures/helm-chart" \
  "${values[@]}"
