#!/usr/bin/env bash
# install_test.sh PROGRAM BUILD_FOLDER: what `cmake --install` puts down is complete and works from there.
set -euo pipefail
program=$1 build=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cmake --install "$build" --prefix "$scratch/usr" >/dev/null
(cd "$scratch/usr" && find . -type f | LC_ALL=C sort)
for file in bin/estafette-lint share/doc/estafette-lint/LICENSE share/doc/estafette-lint/README.md; do
  [ -f "$scratch/usr/$file" ] || {
    echo "not installed: $file"
    exit 1
  }
done
[ "$("$scratch/usr/bin/estafette-lint" --version)" = "$("$program" --version)" ]
