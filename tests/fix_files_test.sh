#!/usr/bin/env bash
# How --fix and --diff treat files: whole or not at all, links, modes and owners kept, nothing written that was
# not asked for. Argument: the program.
set -u
program=$1
folder=$(mktemp -d)
trap 'umount "$folder/small" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

fail() {
  echo "FAIL: $*" >&2
  failed=$((failed + 1))
}
# check WHAT WANTED FOUND
check() { [ "$2" = "$3" ] || fail "$1: wanted '$2', found '$3'"; }
bad() { printf 'db-client:\n  enabled: true  # until Friday\n'; }
good() { printf 'db-client:\n  enabled: false  # until Friday\n'; }
fix() { "$program" --select db-client-enabled --fix "$@" >out 2>err; }

# ---- A plain file, its mode, what is said of it
bad >values.yaml
chmod 640 values.yaml
fix values.yaml
check "exit code with nothing left" 0 $?
check "the text" "$(good)" "$(cat values.yaml)"
check "the mode" 640 "$(stat -c %a values.yaml)"
grep -q '^fixed:$' out || fail "the report does not say what was fixed: $(cat out)"
grep -qF 'values.yaml: set db-client.enabled to false [db-client-enabled]' out || fail "title: $(cat out)"
fix values.yaml
check "a second time" 0 $?
check "no temporary file" "err out values.yaml" "$(echo *)"
if [ "$(id -u)" = 0 ]; then
  bad >values.yaml
  chown 1234:4321 values.yaml
  fix values.yaml
  check "the owner" 1234:4321 "$(stat -c %u:%g values.yaml)"
fi

# ---- Links
mkdir real
bad >real/values.yaml
ln -s real/values.yaml link.yaml
fix link.yaml
check "exit code behind a link" 0 $?
check "the link" real/values.yaml "$(readlink link.yaml)"
check "the real file" "$(good)" "$(cat real/values.yaml)"

bad >one.yaml
ln one.yaml two.yaml
fix one.yaml
check "exit code of a hard link" 1 $?
check "a hard-linked file" "$(bad)" "$(cat one.yaml)"
grep -q 'it has another name (a hard link)' out || fail "hard link: $(cat out)"

# ---- What is no file
mkfifo pipe
bad >pipe &
"$program" --select db-client-enabled --fix pipe >out 2>err
check "exit code of a pipe" 1 $?
wait

# ---- A folder that takes no new file (root writes everywhere)
if [ "$(id -u)" != 0 ]; then
  mkdir closed
  bad >closed/values.yaml
  chmod 500 closed
  fix closed/values.yaml
  check "exit code in a closed folder" 3 $?
  chmod 700 closed
  check "the file in a closed folder" "$(bad)" "$(cat closed/values.yaml)"
fi

# ---- A full disk
mkdir small
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=64k tmpfs small 2>/dev/null; then
  { bad; for i in $(seq 600); do printf 'x-note-%s: text that takes room\n' "$i"; done; } >small/values.yaml
  cp small/values.yaml before.yaml
  cat /dev/zero >small/rest 2>/dev/null
  fix small/values.yaml
  check "exit code with a full disk" 3 $?
  cmp -s small/values.yaml before.yaml || fail "a full disk has cost the file"
  check "nothing left behind on a full disk" "rest values.yaml" "$(cd small && echo *)"
  check "nothing hidden left behind" "" "$(find small -name '.*' -type f)"
  grep -q 'cannot be written' err || fail "full disk: $(cat err)"
  umount small
else
  echo "full disk: not tried, this takes root and a mount"
fi

# ---- Killed at any moment: the old text or the new one, never a part
for i in $(seq 60); do
  { bad; for n in $(seq 40); do printf 'x-note-%s: text\n' "$n"; done; } >killed.yaml
  cp killed.yaml old.yaml
  "$program" --select db-client-enabled --fix killed.yaml >/dev/null 2>&1 &
  pid=$!
  perl -e "select(undef, undef, undef, $i / 15000)"
  kill -KILL $pid 2>/dev/null
  wait $pid 2>/dev/null
  sed 's/enabled: true /enabled: false /' old.yaml >new.yaml
  cmp -s killed.yaml old.yaml || cmp -s killed.yaml new.yaml || fail "killed after $i/15 ms: $(cat killed.yaml)"
  rm -f .killed.yaml.*.tmp
done

# ---- Standard input
check "fixed text to standard output" "$(good)" "$(bad | "$program" --select db-client-enabled --fix - 2>err)"
grep -q '^fixed:$' err || fail "the report of standard input is not on standard error: $(cat err)"
check "what is right goes through" "$(good)" "$(good | "$program" --select db-client-enabled --fix - 2>/dev/null)"
printf 'a: [\n' | "$program" --fix - >out 2>err
check "exit code of what is no YAML" 3 $?
check "what is no YAML goes through" "a: [" "$(cat out)"

# ---- --diff writes nothing, and patch takes it
bad >values.yaml
"$program" --select db-client-enabled --diff values.yaml >change.diff 2>err
check "exit code of a difference" 1 $?
check "the file of --diff" "$(bad)" "$(cat values.yaml)"
grep -q '^would be fixed:$' err || fail "the report of --diff: $(cat err)"
patch -s values.yaml change.diff || fail "patch does not take the diff"
check "the patched file" "$(good)" "$(cat values.yaml)"
"$program" --select db-client-enabled --diff values.yaml >change.diff 2>err
check "exit code without a difference" 0 $?
check "no difference" "" "$(cat change.diff)"

# ---- Layers
printf 'api: {deployment: {replicaCount: 1}}\n' >base.yaml
printf 'web: {enabled: false}\nmetrics: {enabled: false}\n' >production.yaml
"$program" --select replicas-below-ha --fix -f base.yaml -f production.yaml >out 2>err
check "exit code of layers" 0 $?
check "the lower layer" 'api: {deployment: {replicaCount: 1}}' "$(cat base.yaml)"
check "the last layer" $'web: {enabled: false}\nmetrics: {enabled: false}\napi:\n  deployment:\n    replicaCount: 3' \
  "$(cat production.yaml)"

# ---- JSON
bad >values.yaml
"$program" --select db-client-enabled --fix --format json values.yaml >out 2>err
python3 - <<'PY' || fail "the JSON of --fix"
import json
report = json.load(open('out'))
assert report['fixed'] == [{'rule': 'db-client-enabled', 'path': 'db-client.enabled', 'file': 'values.yaml',
                            'title': 'set db-client.enabled to false', 'safety': 'safe', 'impact': 'none'}], report
assert report['withheld'] == [] and report['findings'] == [], report
PY

# ---- Wrong usage: nothing is written, nothing on standard output
bad >values.yaml
misuse() {
  local wanted=$1
  shift
  "$program" "$@" >out 2>err
  check "exit code of $*" 2 $?
  check "standard output of $*" "" "$(cat out)"
  grep -qF -e "$wanted" err || fail "$*: $(cat err)"
}
misuse "'--unsafe-fixes' goes with --fix or --diff" --unsafe-fixes values.yaml
misuse "'--fix-in' goes with --fix or --diff" --fix-in values.yaml -f values.yaml
misuse "'--fix-in' 'value.yaml' is none of the -f files; did you mean 'values.yaml'?" --fix --fix-in value.yaml -f values.yaml
check "the file after wrong usage" "$(bad)" "$(cat values.yaml)"

[ "$failed" = 0 ] || exit 1
echo "fix_files_test: ok"
