#!/usr/bin/env bash
# pre_commit_test.sh PROGRAM: the hook as somebody uses it, with the real pre-commit in a fresh repository: a bad
# values file stops the commit, a good one passes. Nothing is fetched and nothing of the user's is touched.
set -euo pipefail
program=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
for tool in pre-commit git; do
  if ! command -v $tool >/dev/null; then
    echo "skipped: there is no $tool"
    exit 77
  fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# A test that is started from a hook would otherwise work on the repository that the hook belongs to.
while read -r name; do unset "$name"; done < <(git rev-parse --local-env-vars)
unset SKIP PRE_COMMIT_ALLOW_NO_CONFIG
mkdir "$scratch/home" "$scratch/bin" "$scratch/hooks" "$scratch/work"
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/home/.config PRE_COMMIT_HOME=$scratch/home/pre-commit
export GIT_CONFIG_GLOBAL=$scratch/home/gitconfig GIT_CONFIG_NOSYSTEM=1
git config --global user.name Somebody
git config --global user.email somebody@example.com
git config --global init.defaultBranch main
ln -s "$program" "$scratch/bin/estafette-lint"
export PATH=$scratch/bin:$PATH

# pre-commit takes hooks from a commit, and the checkout's may not be committed yet: a repository of its own has
# the definition as it is now.
cd "$scratch/hooks"
git init --quiet
cp "$root/.pre-commit-hooks.yaml" .
git add .
git commit --quiet --message hooks
revision=$(git rev-parse HEAD)

cd "$scratch/work"
git init --quiet
cat >.pre-commit-config.yaml <<EOT
repos:
- repo: $scratch/hooks
  rev: $revision
  hooks:
  - id: estafette-lint
    args: [--profile, guide]
EOT
pre-commit install >/dev/null
git add .
git commit --quiet --message configuration 2>/dev/null

mkdir deploy
cat >deploy/values-production.yaml <<'EOT'
api:
  deployment:
    replicaCount: 1
EOT
# The hook is for values files only.
cp deploy/values-production.yaml deploy/other.yaml
git add .
if said=$(git commit --message bad 2>&1); then
  printf 'a bad file was committed:\n%s\n' "$said"
  exit 1
fi
case $said in
  *other.yaml:*) printf 'a file that holds no values was linted:\n%s\n' "$said" && exit 1 ;;
  *deploy/values-production.yaml:3:*replicas-below-ha*) ;;
  *) printf 'the finding is not shown:\n%s\n' "$said" && exit 1 ;;
esac

cp "$root/bench/values-12k.yaml" deploy/values-production.yaml
git add .
if ! said=$(git commit --message good 2>&1); then
  printf 'a good file was not committed:\n%s\n' "$said"
  exit 1
fi
case $said in
  *Passed*) ;;
  *) printf 'the hook did not run:\n%s\n' "$said" && exit 1 ;;
esac
echo "a bad file stops the commit, a good one passes"
