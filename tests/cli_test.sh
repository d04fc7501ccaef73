#!/usr/bin/env bash
# cli_test.sh PROGRAM: arguments, exit codes, and what goes to standard output and standard error.
set -uo pipefail
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset NO_COLOR CLICOLOR_FORCE
export TERM=xterm LC_ALL=C

checks=0 failures=0
# check WHAT COMMAND...: the command succeeds.
check() {
  local what=$1
  shift
  checks=$((checks + 1))
  "$@" && return
  failures=$((failures + 1))
  printf 'FAILED: %s\n  ran: %s\n  exit code %s\n' "$what" "$ran" "$code"
  sed 's/^/  out: /' "$work/out"
  sed 's/^/  err: /' "$work/err"
}
# lint ARGUMENT...: runs the program; the rest of the line is in $code, out and err.
lint() {
  ran="estafette-lint $*"
  code=0
  "$program" "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
}
is() { [ "$1" = "$2" ]; }
ends_with() { is "$code" "$1"; }
out_is() { is "$(cat "$work/out")" "$1"; }
err_is() { is "$(cat "$work/err")" "$1"; }
out_has() { grep -qF -- "$1" "$work/out"; }
err_has() { grep -qF -- "$1" "$work/err"; }
no_out() { [ ! -s "$work/out" ]; }
no_err() { [ ! -s "$work/err" ]; }
lines() { is "$(wc -l <"$work/$1")" "$2"; }
not() { ! "$@"; }

# wrong MESSAGE ARGUMENT...: wrong usage is one line on standard error, and nothing else.
wrong() {
  local message=$1
  shift
  lint "$@"
  check "exit code 2" ends_with 2
  check "nothing on standard output" no_out
  check "the message" err_is "estafette-lint: $message"
}

printf 'db-client:\n  enabled: true\n' >error.yaml
printf 'api:\n  autoscaling:\n    enabled: false\n' >warning.yaml
printf 'db-client:\n  enabled: false\n' >clean.yaml
printf 'api: {\n' >broken.yaml
errors=(--select db-client-enabled) warnings=(--select autoscaling-disabled) infos=(--select key-backup-unconfirmed)

# ---- Exit codes

lint "${errors[@]}" clean.yaml
check "nothing found is 0" ends_with 0
check "the summary" out_is "no findings in 1 file"
check "nothing to say" no_err
lint "${errors[@]}" error.yaml
check "an error is 1" ends_with 1
check "where it is" out_has "error.yaml:2:12: error: "
check "which rule" out_has "[db-client-enabled]"
check "the summary" out_has "1 error in 1 file"
lint "${warnings[@]}" warning.yaml
check "a warning is 1" ends_with 1
lint "${infos[@]}" clean.yaml
check "an info is 0" ends_with 0
check "and is told" out_has ": info: "
lint --fail-on error "${warnings[@]}" warning.yaml
check "--fail-on error lets a warning pass" ends_with 0
lint --fail-on=error "${errors[@]}" error.yaml
check "--fail-on error" ends_with 1
lint --fail-on info "${infos[@]}" clean.yaml
check "--fail-on info" ends_with 1
lint --fail-on never "${errors[@]}" error.yaml
check "--fail-on never" ends_with 0
lint --fail-on never "${errors[@]}" broken.yaml
check "what cannot be read is 3, whatever --fail-on says" ends_with 3
lint "${errors[@]}" error.yaml broken.yaml
check "the highest wins" ends_with 3
lint --format json "${errors[@]}" error.yaml
check "the same in JSON: 1" ends_with 1
lint --format json "${errors[@]}" error.yaml broken.yaml
check "the same in JSON: 3" ends_with 3

# ---- Several files

cp error.yaml b.yaml && cp error.yaml a.yaml
lint "${errors[@]}" --quiet b.yaml broken.yaml a.yaml ./b.yaml b.yaml
check "ordered by name, each once" is "$(cut -d: -f1 out | tr '\n' ' ')" "a.yaml b.yaml "
check "the broken one is told on standard error" err_has "broken.yaml:"
check "in one line" lines err 1
check "with a place" grep -qE '^broken\.yaml:[0-9]+:[0-9]+: error: ' err
lint "${errors[@]}" b.yaml broken.yaml a.yaml
check "the summary counts it" out_has "2 errors in 2 files; 1 file could not be read"
lint "${errors[@]}" --format json b.yaml broken.yaml a.yaml
check "JSON counts it too" out_has '"files": 3,'
check "JSON lists it" is "$(sed -n '/"failures"/,$p' out | grep -c '"file": "broken.yaml"')" 1
check "JSON is complete" is "$(tail -n 1 out)" "}"
lint "${errors[@]}" broken.yaml
check "nothing could be checked" out_is "nothing checked: 1 file could not be read"

# ---- Input that cannot be read

# unreadable MESSAGE ARGUMENT...
unreadable() {
  local message=$1
  shift
  lint --format json "$@" clean.yaml
  check "exit code 3" ends_with 3
  check "one line" lines err 1
  check "the message" err_has "$message"
  check "a failure in JSON" grep -qx '  "failures": \[' out
  check "JSON is complete" is "$(tail -n 1 out)" "}"
}
mkdir folder
unreadable "missing.yaml:1:1: error: there is no such file" missing.yaml
unreadable "clear.yaml:1:1: error: there is no such file (did you mean 'clean.yaml'?)" clear.yaml
unreadable "./clear.yaml:1:1: error: there is no such file (did you mean './clean.yaml'?)" ./clear.yaml
ln -s nowhere.yaml dangling.yaml
unreadable "dangling.yaml:1:1: error: the file that this link points to does not exist" dangling.yaml
unreadable "folder:1:1: error: this is a directory, not a file" folder
unreadable "clean.yaml/x:1:1: error: there is no such file" clean.yaml/x
printf 'a: \0\1\2\n' >binary.yaml
unreadable "binary.yaml:1:" binary.yaml
printf '\177ELF\1\0' >program.yaml
unreadable "program.yaml:1:6: error: a NUL byte: this is no text file" program.yaml
printf '{{ if .Values.x }}\na: 1\n{{ end }}\n' >template.yaml
unreadable "template.yaml:1:" template.yaml
head -c 10485761 /dev/zero | tr '\0' ' ' >large.yaml
unreadable "large.yaml:1:1: error: larger than 10 MiB" large.yaml
unreadable "/dev/zero:1:1: error: larger than 10 MiB" /dev/zero
if [ "$(id -u)" -ne 0 ]; then
  printf 'a: 1\n' >secret.yaml && chmod 000 secret.yaml
  unreadable "secret.yaml:1:1: error: no permission to read it" secret.yaml
elif command -v setpriv >/dev/null; then
  cp "$program" program && chmod 755 . program && printf 'a: 1\n' >secret.yaml && chmod 600 secret.yaml
  ran="as nobody" code=0
  setpriv --reuid=65534 --regid=65534 --clear-groups ./program secret.yaml >out 2>err || code=$?
  check "unreadable is 3" ends_with 3
  check "the message" err_has "secret.yaml:1:1: error: no permission to read it"
fi
lint explian clean.yaml
check "a command that is misspelt" err_has "is the command 'explain' meant?"

# ---- Standard input, and names

ran="estafette-lint - (a pipe)" code=0
"$program" "${errors[@]}" - <error.yaml >out 2>err || code=$?
check "standard input is linted" ends_with 1
check "its name" out_has "<stdin>:2:12: error: "
code=0
"$program" "${errors[@]}" --stdin-filename x.yaml - <error.yaml >out 2>err || code=$?
check "its name is given" out_has "x.yaml:2:12: error: "
code=0
"$program" "${errors[@]}" <(cat error.yaml) >out 2>err || code=$?
check "a pipe is linted" ends_with 1
ran="estafette-lint - (closed)" code=0
"$program" - <&- >out 2>err || code=$?
check "closed standard input is 3" ends_with 3
check "the message" err_has "<stdin>:1:1: error: "
mkdir names && cp error.yaml names/rules && cp error.yaml names/-x.yaml && cp error.yaml names/explain
cp error.yaml 'names/[a,b]'
cp error.yaml names/$'new\nline\e[31m.yaml'
cd names || exit 1
lint "${errors[@]}" ./rules
check "a file called rules" out_has "./rules:2:12: error: "
lint "${errors[@]}" -- -x.yaml explain rules
check "behind --" out_has "3 errors in 3 files"
lint "${errors[@]}" '[a,b]'
check "a name in brackets" out_has "[a,b]:2:12: error: "
lint "${errors[@]}" $'new\nline\e[31m.yaml' $'no\nfile'
check "control characters in names are escaped" out_has 'new\nline\x1b[31m.yaml:2:12: error: '
check "in messages too" err_has 'no\nfile:1:1: error: '
cd .. || exit 1

# ---- Wrong usage

wrong "no file to check; name values files, or - for standard input"
wrong "unknown option '--selct'; did you mean '--select'?" --selct x clean.yaml
wrong "unknown option '--selct'; did you mean '--select'?" --selct=x clean.yaml
wrong "unknown option '-format'; did you mean '--format'?" -format clean.yaml
wrong "unknown option '-z'; --help lists them all" clean.yaml -z
wrong "'--format' needs a value" clean.yaml --format
wrong "'--output' needs a value" --output= clean.yaml
wrong "'--output' needs a value" --output '' clean.yaml
wrong "'--quiet' takes no value" --quiet=yes clean.yaml
wrong "'--format' is given twice, with 'json' and 'text'" --format json --format text clean.yaml
wrong "unknown value 'jsn' for '--format'; did you mean 'json'?" --format jsn clean.yaml
wrong "unknown value 'xml' for '--format'; it is one of text, json" --format xml clean.yaml
wrong "unknown value 'markdown' for '--format'; it is one of text, json" --format markdown clean.yaml
wrong "unknown value 'stict' for '--profile'; did you mean 'strict'?" --profile stict clean.yaml
wrong "unknown value 'warn' for '--fail-on'; it is one of error, warning, info, never" --fail-on warn clean.yaml
wrong "unknown value 'alway' for '--color'; did you mean 'always'?" --color alway clean.yaml
wrong "unknown rule or topic 'replica-below-ha' for '--select'; did you mean 'replicas-below-ha'?" \
  --select db-client-enabled,replica-below-ha clean.yaml
wrong "unknown rule or topic 'high-availabilty' for '--ignore'; did you mean 'high-availability'?" \
  --ignore high-availabilty clean.yaml
wrong "unknown rule or topic 'qqqqqqqqqqqq' for '--select'; 'estafette-lint rules' lists them all" \
  --select qqqqqqqqqqqq clean.yaml
wrong "'--select' has an empty name" --select a,,b clean.yaml
wrong "'--ignore' leaves no rule to ask" "${errors[@]}" --ignore db-client-enabled clean.yaml
wrong "'--stdin-filename' goes with - only: no file is standard input" --stdin-filename x clean.yaml
wrong "standard input (-) is given twice" - -
wrong "'clean.yaml' names both a file and standard input" clean.yaml - --stdin-filename clean.yaml
wrong "a file name is empty" ''
for name in My-Release a..b -a a- '' "$(printf 'a%.0s' {1..54})"; do
  lint "--release-name" "$name" clean.yaml
  check "no release name: $name" ends_with 2
  check "one line" lines err 1
done
lint --release-name a.b-c "${errors[@]}" clean.yaml
check "a release name" ends_with 0
wrong "unknown chart release '1.0.99' for '--chart-version'; the nearest is 1.0.32" --chart-version 1.0.99 clean.yaml
wrong "unknown chart release 'x' for '--chart-version'; the newest is 1.5.14" --chart-version x clean.yaml
wrong "'1' for '--kube-version' is no version such as 1.27" --kube-version 1 clean.yaml
wrong "'three' for '--helm-version' is no version such as 3.17.4" --helm-version three clean.yaml
wrong "'2.17' for '--helm-version': what Helm does is known from version 3 on" --helm-version 2.17 clean.yaml
# A chart on disk
mkdir -p fork/charts/db-client/templates
printf 'name: estafette-ci\nversion: 9.9.9\ndependencies: [{name: db-client, condition: db-client.enabled}]\n' \
  >fork/Chart.yaml
printf 'db-client: {enabled: true}\n' >fork/values.yaml
printf 'name: db-client\nversion: 1.0.0\n' >fork/charts/db-client/Chart.yaml
printf 'known: 0\n' >fork/charts/db-client/values.yaml
printf '{{ .Values.known }}' >fork/charts/db-client/templates/pod.yaml
printf 'db-client:\n  known: 1\n  other: 2\n' >forked.yaml
tar czf fork.tgz fork
ln -s /etc/passwd fork/evil
tar czf links.tgz fork
rm fork/evil
for chart in fork fork/ ./fork.tgz; do
  lint --chart $chart --select unknown-key forked.yaml
  check "$chart: one key is not read" ends_with 1
  check "$chart: it is named" out_has "forked.yaml:3:3: error: db-client.other is read by no template of chart 9.9.9 ["
  check "$chart: nothing else" out_has "1 error in 1 file"
  lint --chart $chart -f forked.yaml --set db-client.set=1 --select unknown-key
  check "$chart: in layers, too" out_has "db-client.set is read by no template"
done
# unusable MESSAGE CHART: exit 3, and one line on standard error.
unusable() {
  lint --chart "$2" --format json forked.yaml
  check "exit code 3" ends_with 3
  check "the message" err_is "$1"
  check "among the failures" out_has "\"file\": \"${1%%:*}\""
  check "one line" lines err 1
}
unusable "links.tgz:1:1: error: 'fork/evil' is a link; a chart package holds files only" links.tgz
unusable "none.tgz:1:1: error: there is no such file" none.tgz
unusable "clean.yaml:1:1: error: no chart package (a gzip-compressed tar archive)" clean.yaml
unusable ".:1:1: error: there is no Chart.yaml, so this is no chart" .
for command in "effective forked.yaml" schema; do
  # shellcheck disable=SC2086  # a command, and perhaps a file
  lint $command --chart fork.tgz
  check "$command takes a chart on disk" ends_with 0
  check "$command shows its key" out_has known
  # shellcheck disable=SC2086
  lint $command --chart links.tgz
  check "$command: exit code 3" ends_with 3
  check "$command: the message" err_has "links.tgz:1:1: error: 'fork/evil' is a link"
  check "$command: nothing else" no_out
done
printf 'a: [\n' >fork/values.yaml
lint --chart fork/ forked.yaml
check "a file of the chart that is no YAML" err_has "fork/values.yaml:1:"
check "exit code 3" ends_with 3
wrong "'--chart' and '--chart-version' both say which chart is meant: give one of them" \
  --chart fork --chart-version 1.5.14 clean.yaml
wrong "'--chart' needs a value" --chart "" clean.yaml

lint --chart-version 1.0.26 --kube-version 1.21 --helm-version v3.11.0 "${errors[@]}" clean.yaml
check "an older release" ends_with 0
check "nothing to say of its Kubernetes" no_err
# kubernetes CHART KUBERNETES WHAT: what is said of a chart that the cluster does not take.
kubernetes() {
  lint --chart-version "$1" --kube-version "$2" "${errors[@]}" clean.yaml
  check "$1 on $2" ends_with 0
  check "what is said of $1 on $2" err_is "$3"
}
kubernetes 1.3.1 1.24 ""
kubernetes 1.3.1 1.25.3 "clean.yaml: note: chart 1.3.1 does not install on Kubernetes 1.25: 1.24 is the last that takes all of its objects"
kubernetes 1.4.0 1.31 ""
kubernetes 1.5.5 1.20 ""
kubernetes 1.5.14 1.20 "clean.yaml: note: chart 1.5.14 does not install on Kubernetes 1.20: 1.21 is the first that takes all of its objects"
wrong "'--output' 'clean.yaml' would overwrite a file that is checked" --output clean.yaml clean.yaml
wrong "'--output' 'folder' is a directory" --output folder clean.yaml
wrong "'--output' 'nowhere/x.json': there is no such directory" --output nowhere/x.json clean.yaml
wrong $'unknown option \'--\\x1b[31m\'; --help lists them all' $'--\e[31m' clean.yaml
check "nothing was written over" is "$(cat clean.yaml)" "$(printf 'db-client:\n  enabled: false')"

# ---- Commands

lint --version
check "--version" ends_with 0
check "--version" grep -qxE 'estafette-lint [0-9]+\.[0-9]+\.[0-9]+' out
lint --help
check "--help" ends_with 0
check "--help names what there is" out_has "--release-name NAME"
check "--help says how to name a file like a command" out_has "./rules"
lint explain replicas-below-ha
check "explain" ends_with 0
check "explain" is "$(head -n 1 out | cut -d: -f1)" replicas-below-ha
wrong "unknown rule 'replica-below-ha'; did you mean 'replicas-below-ha'?" explain replica-below-ha
wrong "'explain' needs the name of a rule; 'estafette-lint rules' lists them" explain
wrong "'explain' takes one rule; 'b' is one too many" explain a b
lint rules
check "rules" ends_with 0
check "rules" grep -qE '^replicas-below-ha +error +high-availability ' out
lint rules --format json
check "rules in JSON" out_has '"id": "replicas-below-ha",'
lint rules --format markdown
# shellcheck disable=SC2016  # the backticks are Markdown's
check "rules in Markdown" out_has '| `replicas-below-ha` | error | '
wrong "'rules' takes no argument, and 'x' is one; for a file called 'rules' write ./rules" rules x
wrong "unknown value 'jsno' for '--format'; did you mean 'json'?" rules --format jsno
wrong "unknown option '--quiet'; --help lists them all" rules --quiet

# ---- Rule files of the user

mkdir -p house/policy none
cat >house/policy/house-replicas.yaml <<'END'
id: house-replicas
topic: policy
severity: warning
profiles: [guide, production, strict]
summary: Fewer replicas than the house wants
why: the house wants five
source: the house
check: number-at-least
places:
- {path: api.deployment.replicaCount, component: api, with: {min: 5}}
message: "{path} is {value}; the house wants {min}"
examples:
  bad: |
    api: {deployment: {replicaCount: 1}}
  good: |
    api: {deployment: {replicaCount: 5}}
END
printf 'api: {deployment: {replicaCount: 4}}\n' >four.yaml
lint --rules house --select policy four.yaml
check "a house rule" ends_with 1
check "a house rule" out_has "four.yaml:1:34: warning: api.deployment.replicaCount is 4; the house wants 5 [house-replicas]"
lint rules --rules house
check "it is listed" grep -q '^house-replicas ' out
lint explain --rules house house-replicas
check "it is explained" out_has "the house wants five"
ln -s house house-link
lint --rules house --rules "$PWD/./house/" --rules house-link --select policy four.yaml
check "one folder of rules is loaded once, however it is named" out_has "[house-replicas]"
wrong "'--rules' 'nowhere': there is no such directory" --rules nowhere clean.yaml
wrong "'--rules' 'hose': there is no such directory; did you mean 'house'?" --rules hose clean.yaml
wrong "'--rules' 'clean.yaml': not a directory" --rules clean.yaml clean.yaml
wrong "'--rules' 'none': no rule file (*.yaml) in it" --rules none clean.yaml
sed -i 's/^severity: .*/sevrity: warning/' house/policy/house-replicas.yaml
lint --rules house clean.yaml
check "a faulty rule file is 2" ends_with 2
check "nothing on standard output" no_out
check "where, and what is meant" grep -qE "^house/policy/house-replicas.yaml:[0-9]+:[0-9]+: error: .*'sevrity'.*'severity'" err
lint rules --rules house
check "for the commands too" ends_with 2

# ---- Layers

printf 'api:\n  deployment:\n    replicaCount: 1\n  secret:\n    jwtKey: hunter2hunter2\n' >base.yaml
printf 'api:\n  deployment:\n    replicaCount: 2 # hunter2hunter2\n' >production.yaml
layered=(--select house-replicas --rules layered_rules)
mkdir layered_rules && sed 's/^sevrity/severity/' house/policy/house-replicas.yaml >layered_rules/house-replicas.yaml
lint "${layered[@]}" -f base.yaml -f production.yaml
check "layers are one release" ends_with 1
check "the last file decides" out_has "production.yaml:3:19: warning: api.deployment.replicaCount is 2; the house wants 5"
check "the first one is overridden" out_has "= note: overridden here: base.yaml sets 1 (base.yaml:3:19)"
check "a secret of one file is hidden in another" not out_has hunter2
check "the comment is masked" out_has "replicaCount: 2 # ********"
check "one release of two files" out_has "1 warning in 2 files"
lint "${layered[@]}" -f production.yaml -f base.yaml
check "the order of the files counts" out_has "base.yaml:3:19: warning: api.deployment.replicaCount is 1;"
lint "${layered[@]}" --values base.yaml,production.yaml
check "names with a comma between them" out_has "production.yaml:3:19: "
lint "${layered[@]}" --set api.secret.jwtKey=topsecret1,api.deployment.replicaCount=3 -f base.yaml
check "an argument decides" out_has \
  "api.secret.jwtKey=********,api.deployment.replicaCount=3:1:58: warning: api.deployment.replicaCount is 3;"
check "its secret is hidden" not out_has topsecret1
lint "${layered[@]}" --set 'x[0].name=A_TOKEN,x[0].value=topsecret1,api.deployment.replicaCount=topsecret1'
check "an environment variable in an argument" out_has 'x[0].value=********,api.deployment.replicaCount=********:1:'
check "its secret is hidden" not out_has topsecret1
lint "${layered[@]}" --format json --set api.deployment.replicaCount=3 -f base.yaml
check "JSON: the origin" out_has '"origin": "set"'
check "JSON: the argument is the file" out_has '"file": "api.deployment.replicaCount=3"'
check "JSON: its columns" out_has '"column": 29'
check "JSON: the file is related" out_has '"message": "overridden here: base.yaml sets 1"'
lint "${layered[@]}" --set api.deployment.replicaCount=5 -f base.yaml
check "an argument mends it" ends_with 0
lint "${layered[@]}" --set-string api.deployment.replicaCount=1 --set api.deployment.replicaCount=7 -f base.yaml
check "kinds have Helm's order" ends_with 1
lint "${layered[@]}" --set-json 'api={"deployment": {"replicaCount": 1}}' --set-literal api.x=a,b --set-file api.z=base.yaml
check "without a file" out_has 'api={"deployment": {"replicaCount": 1}}:1:37: warning: '
check "the summary without a file" out_has "1 warning in the arguments"
ran="estafette-lint -f - -f" code=0
"$program" "${layered[@]}" -f - -f base.yaml <production.yaml >out 2>err || code=$?
check "standard input is a layer" out_has "= note: overridden here: <stdin> sets 2 (<stdin>:3:19)"
lint "${layered[@]}" -f base.yaml -f broken.yaml -f missing.yaml --format json
check "layers that cannot be read are 3" ends_with 3
check "each is told" lines err 2
check "JSON lists each" is "$(sed -n '/"failures"/,$p' out | grep -c '"file":')" 2
check "JSON counts the files" out_has '"files": 3,'
lint "${layered[@]}" -f base.yaml -f broken.yaml
check "nothing is said of half a release" out_is "nothing checked: 1 file could not be read"
lint "${layered[@]}" -f base.yaml --set-file a=missing.txt
check "a --set-file that is missing is 3" ends_with 3
check "the message" err_is "missing.txt:1:1: error: there is no such file"
lint "${layered[@]}" -f base.yaml --set api.secret.jwtKey.x=topsecret1
check "what the values leave no room for is 3" ends_with 3
check "the argument is named" err_has "api.secret.jwtKey.x=********:1:12: error: api.secret.jwtKey is a single value"
wrong "$(printf "%s\n  %s\n  %s" "'--set': this key has no value (a comma that belongs to the value before it is written \\,)" \
  'é=1,b,c=1' '    ^')" -f base.yaml --set 'é=1,b,c=1'
wrong "$(printf "%s\n  %s\n  %s" "'--set-string': this list is not closed: a '}' is missing" 'db.password=********' \
  '            ^')" -f base.yaml --set-string 'db.password={topsecret1'
wrong "'clean.yaml' is a file to check by itself, but -f and --set make one release: write -f base.yaml -f clean.yaml" \
  -f base.yaml clean.yaml
wrong "'clean.yaml' is a file to check by itself, but -f and --set make one release: write -f clean.yaml --set ..." \
  --set a=1 clean.yaml
wrong "unknown command 'efective'; did you mean 'effective'?" efective -f base.yaml
wrong "unknown command 'effectve'; did you mean 'effective'?" effectve --set a=1
touch ruls
wrong "'ruls' is a file to check by itself, but -f and --set make one release: write -f base.yaml -f ruls" \
  ruls -f base.yaml
wrong "'-f' has an empty name" -f base.yaml,,x.yaml
wrong "'--values' needs a value" clean.yaml --values
wrong "standard input (-) is given twice" -f - -f -
wrong "'--output' 'base.yaml' would overwrite a file that is checked" --output base.yaml -f base.yaml
lint --help
check "--help groups them" out_has "Layers"

# ---- The effective values

mkdir effective
printf 'api:\n  deployment:\n    replicaCount: 1\n  secret:\n    jwtKey: hunter2hunter2\n' >effective/base.yaml
printf 'api:\n  deployment:\n    replicaCount: 3\n' >effective/production.yaml
lint effective -f effective/base.yaml -f effective/production.yaml
check "effective" ends_with 0
check "effective: the layers merged" out_has "    replicaCount: 3"
check "effective: defaults" out_has "    repository: estafette/estafette-ci-api"
check "effective: no secret" not out_has hunter2
check "effective: nothing on standard error" no_err
lint effective --show-secrets effective/base.yaml
check "effective: one file is a layer" out_has "    replicaCount: 1"
check "effective: secrets where they are asked for" out_has "    jwtKey: hunter2hunter2"
cp out shown.yaml
lint effective --show-secrets --format json shown.yaml
check "effective: what is printed can be read" ends_with 0
cp out again.json
lint effective --show-secrets --format json effective/base.yaml
check "effective: and gives the same values" cmp -s out again.json
check "effective: JSON" out_has '      "replicaCount": 1,'
lint effective --origins -f effective/base.yaml --set api.logLevel=info,api.password=hunter2hunter2
check "effective: the line of a file" out_has "    replicaCount: 1  # effective/base.yaml:3"
check "effective: the argument" out_has "  logLevel: info  # --set api.logLevel=info,api.password=********"
check "effective: the default" out_has "  logFormat: json  # chart default"
check "effective: no secret in an argument" not out_has hunter2
lint effective --chart-version 1.0.26 --output effective/out.yaml effective/base.yaml
check "effective: --output" ends_with 0
check "effective: --output leaves standard output empty" no_out
check "effective: of another release" not grep -q 1.5.14 effective/out.yaml
ran="estafette-lint effective -" code=0
"$program" effective --origins --stdin-filename v.yaml - <effective/base.yaml >out 2>err || code=$?
check "effective: standard input" out_has "replicaCount: 1  # v.yaml:3"
lint effective broken.yaml
check "effective: what cannot be parsed is 3" ends_with 3
check "effective: and prints nothing" no_out
lint effective missing.yaml
check "effective: what is missing is 3" ends_with 3
lint effective --set api.secret.jwtKey.x=topsecret1 -f effective/base.yaml
check "effective: an argument without room is 3" ends_with 3
check "effective: and masked" not err_has topsecret1
wrong "'effective' takes the layers of one release: write -f a.yaml -f b.yaml" effective a.yaml b.yaml
wrong "'effective' takes the layers of one release: write -f a.yaml -f b.yaml --set ..." \
  effective -f a.yaml b.yaml --set a=1
wrong "'effective' needs a values file, or - for standard input, or -f and --set" effective
wrong "'--origins' writes comments, which JSON has none of; leave out '--format json'" \
  effective --origins --format json clean.yaml
wrong "unknown value 'text' for '--format'; it is one of yaml, json" effective --format text clean.yaml
wrong "unknown option '--origin'; did you mean '--origins'?" effective --origin clean.yaml
wrong "unknown chart release '1.0.99' for '--chart-version'; the nearest is 1.0.32" \
  effective --chart-version 1.0.99 clean.yaml
wrong "'--output' 'clean.yaml' would overwrite a file that is checked" effective --output clean.yaml clean.yaml
lint effective --help
check "effective --help" out_has "--show-secrets"

# ---- The schema

lint schema
check "schema" ends_with 0
check "schema: of the newest release" out_has '"title": "Values of the Helm chart estafette-ci 1.5.14",'
# shellcheck disable=SC2016  # a name of JSON Schema
check "schema: draft-07" out_has '"$schema": "http://json-schema.org/draft-07/schema#",'
lint schema --chart-version 1.0.26 --output schema.json
check "schema: --output" ends_with 0
check "schema: of another release" grep -q 'estafette-ci 1.0.26"' schema.json
check "schema: --output leaves standard output empty" no_out
wrong "'schema' takes no argument, and 'x' is one; for a file called 'schema' write ./schema" schema x
wrong "unknown chart release '1.0.99' for '--chart-version'; the nearest is 1.0.32" schema --chart-version 1.0.99
wrong "'--output' 'folder' is a directory" schema --output folder
lint schema --help
check "schema --help" out_has "--chart-version"

# ---- Where the report goes

lint "${errors[@]}" --format json error.yaml
cp out expected.json
lint "${errors[@]}" --format json --output report.json error.yaml
check "--output keeps the exit code" ends_with 1
check "--output leaves standard output empty" no_out
check "--output writes the same" cmp -s report.json expected.json
ln -s report.json link.json && chmod 600 report.json && : >report.json
lint "${errors[@]}" --format json --output link.json error.yaml
check "a link stays a link" test -L link.json
check "the file behind it is written" cmp -s report.json expected.json
check "its mode stays" is "$(stat -c %a report.json)" 600
check "nothing else is left" not compgen -G '*.tmp'
lint "${errors[@]}" --format json --output - error.yaml
check "--output -" cmp -s out expected.json
lint "${errors[@]}" --format json --output /dev/stdout error.yaml
check "--output /dev/stdout" ends_with 1
check "--output /dev/stdout" cmp -s out expected.json
if [ -w /dev/full ]; then
  lint "${errors[@]}" --output /dev/full error.yaml
  check "a full disk is 3" ends_with 3
  check "the message" err_is "estafette-lint: cannot write to '/dev/full': No space left on device"
  ran="estafette-lint >/dev/full" code=0
  "$program" "${errors[@]}" error.yaml 2>err >/dev/full || code=$?
  check "a full disk behind standard output is 3" ends_with 3
  check "the message" err_is "estafette-lint: cannot write to standard output: No space left on device"
fi
ran="estafette-lint >&-" code=0
"$program" "${errors[@]}" error.yaml 2>err >&- || code=$?
check "closed standard output is 3" ends_with 3
check "the message" err_has "cannot write to standard output"
ran="estafette-lint | true" code=0
(
  trap '' PIPE
  "$program" rules 2>err
  echo $? >status
) | true
check "a reader that is gone is no news" no_err
check "and not a crash" grep -qxE '0|3' status
ran="estafette-lint 2>&-" code=0
"$program" "${errors[@]}" --output report.txt broken.yaml error.yaml 2>&- >out || code=$?
check "closed standard error" ends_with 3
check "does not spoil the report" not grep -q broken report.txt

# ---- Colour

escape=$'\e['
lint "${errors[@]}" error.yaml
check "no colour without a terminal" not out_has "$escape"
lint --color always "${errors[@]}" error.yaml
check "--color always" out_has "$escape"
NO_COLOR=1 lint --color always "${errors[@]}" error.yaml
check "--color goes before NO_COLOR" out_has "$escape"
CLICOLOR_FORCE=1 lint "${errors[@]}" error.yaml
check "CLICOLOR_FORCE" out_has "$escape"
CLICOLOR_FORCE=0 lint "${errors[@]}" error.yaml
check "CLICOLOR_FORCE=0" not out_has "$escape"
NO_COLOR=1 CLICOLOR_FORCE=1 lint "${errors[@]}" error.yaml
check "NO_COLOR goes before CLICOLOR_FORCE" not out_has "$escape"
CLICOLOR_FORCE=1 lint --color never "${errors[@]}" error.yaml
check "--color never" not out_has "$escape"
lint --color always --format json "${errors[@]}" error.yaml
check "no colour in JSON" not out_has "$escape"
# on_terminal: the same with a terminal for standard output.
on_terminal() {
  ran="estafette-lint on a terminal"
  script -qec "'$program' --select db-client-enabled error.yaml" /dev/null </dev/null >out 2>err
}
if command -v script >/dev/null && on_terminal; [ -s out ]; then
  check "colour on a terminal" out_has "$escape"
  NO_COLOR=1 on_terminal
  check "NO_COLOR on a terminal" not out_has "$escape"
  TERM=dumb on_terminal
  check "a dumb terminal" not out_has "$escape"
fi

# ---- Quiet, and notes

lint --quiet "${errors[@]}" error.yaml
check "--quiet is one line for each finding" lines out 1
lint --quiet "${errors[@]}" clean.yaml
check "--quiet and nothing found" no_out
printf 'a: 1\n---\nb: 2\n' >two.yaml
lint "${errors[@]}" two.yaml
check "a note does not fail the run" ends_with 0
check "a note on standard error" grep -qE '^two\.yaml: note: ' err

# ---- Values that stand under a key

cat >release.yaml <<'END'
apiVersion: v1
kind: Secret
metadata: {name: pull}
stringData: {auth: opensesame}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ci}
spec:
  chart: {spec: {chart: estafette-ci, version: 1.5.9}}
  values:
    db-client:
      enabled: true  # opensesame
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: cache}
spec:
  chart: {spec: {chart: redis}}
  values: {db-client: {enabled: true}}
END
lint "${errors[@]}" release.yaml
check "a HelmRelease has findings" ends_with 1
check "their place is that of the file" out_has "release.yaml:13:16: error: db-client.enabled is true"
check "one for the release of the chart" out_has "1 error in 1 file"
check "secrets of other documents are masked" not out_has opensesame
check "another chart is noted" err_has "release.yaml: note: line 20: not judged, as the chart is not estafette-ci"
lint "${errors[@]}" -f release.yaml --set db-client.enabled=false
check "a HelmRelease as a layer" ends_with 0
lint effective -f release.yaml
check "a HelmRelease's values are shown" ends_with 0
check "a HelmRelease's values are shown" grep -qx 'db-client:' out
lint "${errors[@]}" --values-root spec.values release.yaml
check "a named place is in both" out_has "2 errors in 1 file"
lint "${errors[@]}" --values-root spec.vales release.yaml
check "a place that is not there is a failure" ends_with 3
check "a place that is not there" err_has "release.yaml:9:1: error: '--values-root' spec.vales: spec has no vales"
cp release.yaml mended.yaml
lint "${errors[@]}" --fix mended.yaml
sed '0,/enabled: true/s//enabled: false/' release.yaml >wanted.yaml
check "values under a key are mended there" cmp -s wanted.yaml mended.yaml
check "values under a key are mended, and it says so" out_has "mended.yaml: set db-client.enabled to false"
cat release.yaml release.yaml | sed 's/^apiVersion: v1/---\n&/' >two-releases.yaml
lint "${errors[@]}" --fix two-releases.yaml
check "both releases of a file are mended" ends_with 0
check "both releases of a file are mended" out_has "2 fixed, 0 withheld; left: no findings in 1 file"
printf 'kind: Namespace\napiVersion: v1\n' >namespace.yaml
lint namespace.yaml
check "a file without values does not fail the run" ends_with 0
check "a file without values" out_is "nothing checked: 1 file without values of the chart"
lint "${errors[@]}" namespace.yaml clean.yaml
check "a file without values beside another" out_is "no findings in 1 file; 1 file without values of the chart"
lint -f namespace.yaml
check "a layer without values is a failure" ends_with 3
printf 'estafette-ci:\n  db-client:\n    enabled: true\n' >umbrella.yaml
lint "${errors[@]}" umbrella.yaml
check "an umbrella's values" out_has "umbrella.yaml:3:14: error: db-client.enabled is true"
wrong "'--values-root': a key is missing at the end
  spec.
       ^" --values-root spec. clean.yaml
wrong "'--values-root' needs a value" --values-root= clean.yaml

echo "$checks checks, $failures failed"
[ "$failures" -eq 0 ]
