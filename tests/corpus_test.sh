#!/usr/bin/env bash
# corpus_test.sh PROGRAM: on real input the linter ends with 0, 1 or 3, whatever it holds.
set -euo pipefail
program=$1
corpus=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/../shared/corpus
if [ ! -d "$corpus" ]; then
  echo "skipped: there is no ../shared/corpus beside the project"
  exit 77
fi

linted=0 wrong=0
for file in "$corpus"/*.yaml; do
  for format in text json; do
    code=0
    said=$(timeout 20 "$program" --format "$format" "$file" 2>&1) || code=$?
    case $code in
      0 | 1 | 3) ;;
      *)
        printf '%s (%s): exit code %s\n%s\n' "${file##*/}" "$format" "$code" "$said"
        wrong=$((wrong + 1))
        ;;
    esac
  done
  linted=$((linted + 1))
done
echo "$linted files linted, $wrong runs ended wrongly"
[ "$linted" -gt 0 ] && [ "$wrong" -eq 0 ]
