#!/usr/bin/env bash
# helm_test.sh PROGRAM PRINT_EFFECTIVE BUILD_DIR: what the linter makes of layers and arguments is what the real Helm
# makes of them (tests/helm/). Skipped where no Go is at hand that can build Helm, or where its modules cannot be had.
set -euo pipefail
print_effective=$2
mkdir -p "$3/helm"
build=$(cd "$3/helm" && pwd -P)
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
exec "$build/compare_with_helm" -linter "$print_effective" -chart "$here/../fixtures/helm-chart" -cases cases \
  -fixtures "$here/../fixtures/guide" "${@:4}"
