#!/usr/bin/env bash
# rendered_test.sh PROGRAM: the linter says of generated values files what the real Helm rendered from them.
set -euo pipefail
program=$1
rendered=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/../shared/rendered
if [ ! -d "$rendered" ]; then
  echo "skipped: there is no ../shared/rendered beside the project"
  exit 77
fi
if ! command -v python3 >/dev/null; then
  echo "skipped: there is no python3 to run the comparison"
  exit 77
fi

wrong=0
for cases in plain hard layers; do
  echo "$cases.jsonl"
  python3 "$rendered/compare.py" "$program" "$rendered/$cases.jsonl" || wrong=1
done
exit $wrong
