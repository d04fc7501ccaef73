#!/usr/bin/env python3
"""fix_property_test.py BINARY [--files N] [--seed S]: generated values files are fixed, and an independent reader
proves of each that the values are what the report says and that nothing else of the file has changed."""

import argparse
import collections
import difflib
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile

try:
    import yaml

    yaml.CLoader  # only where it is built with libyaml
except (ImportError, AttributeError):
    print("skipped: there is no PyYAML with libyaml (python3-yaml)")
    sys.exit(77)

sys.dont_write_bytecode = True
from fix_proof import PATH, find_problem
from helm_yaml import read_documents
from values_generator import generate

BATCH = 50
VERSIONS = [[]] * 8 + [["--chart-version", version] for version in ("1.0.27", "1.4.0", "1.0.15", "1.5.14")]

# Why a fix may be withheld. All else is a fault of the program, or a reason that people could not understand.
REASONS = [
    r"an alias would stand before its anchor, within it, or without it",
    # the values
    r"without a cpu request the autoscaler cannot tell the load, and keeps to its smallest number",
    r"the autoscaler counts the cpu requests of the extra containers too; look at those first",
    r"each pod of a single-node database would hold a database of its own",
    r"the pods of a Deployment would share one volume, which only one of them can use",
    r"streams on disk would have to be moved into the cluster first",
    r"it would switch off what runs today",
    r"the pods would lose their volume",
    r"it would switch on what does not run today",
    r"whether it would switch anything on or off cannot be told",
    r"which of them is meant only a person can say",
    r"both say the same: take one of them out",
    r"both hold settings of their own: only a person can say which are meant",
    r"there are more than two of them",
    rf"{PATH} (holds a placeholder|is not complete|is for another registry)",
    r"api.image.credentials is not set, so there is no secret to name yet",
    r"the chart creates no pull secret",
    r"the list names \S+ already: take the other item out",
    rf"how many pods {PATH} asks for cannot be told",
    r"(\S+[MG]) or \1i may be meant",
    # the release
    r"the argument .* gives it: change that",
    rf"{PATH} stands in another file, and a list in this one would replace it",
    # the file
    rf"{PATH} is there already",
    rf"{PATH} is null: a key below it would bring back what the chart sets there",
    r"the document is null",
    r"the value cannot stand between brackets",
    r"a comment stands between the empty brackets",
    rf"{PATH} has an anchor, and its other uses would change too",
    rf"{PATH} is the alias \*a\d+: what it stands for is written elsewhere",
    rf"{PATH} comes from elsewhere, by '<<'",
    rf"a '<<' behind {PATH} overrides it",
    rf"a '<<' brings {PATH} in, too",
    r"its anchor is needed for \*a\d+",
    rf"{PATH} stands here \d times",
    rf"{PATH} is (text|a number|a switch|a list|a map|null), not a (list|map)",
]


# What a key that comes to life brings with it, and a switch that starts to mean what it says; and a component
# whose number of pods cannot be raised, as it is an alias or has an anchor.
LEADS_ON = [("rename ", ""), ("move ", ""), ("quoted-boolean", ""), ("queue-not-clustered", "[replicas-below-ha]"), ("autoscaling-disabled", "[replicas-below-ha]")]


def is_understood(withheld):
    reason = withheld["reason"]
    if reason.startswith("it would lead to another finding: "):
        return any(
            (withheld["title"].startswith(cause) or withheld["rule"] == cause) and reason.endswith(found) for cause, found in LEADS_ON
        )
    # A word of the reason may be a password in the file.
    return "********" in reason or any(re.fullmatch(each, reason) for each in REASONS)


def run(binary, options, folder, names):
    done = subprocess.run(
        [binary, "--fix", "--format", "json", *options, *names], cwd=folder, capture_output=True, timeout=120, check=False
    )
    if done.returncode not in (0, 1, 3):
        return None, f"exit code {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}"
    report = json.loads(done.stdout)
    grave = any(finding["severity"] != "info" for finding in report["findings"])
    expected = 3 if report["failures"] else 1 if grave else 0
    return report, "" if done.returncode == expected else f"exit code {done.returncode}, not {expected}"


def by_file(reports, name):
    found = collections.defaultdict(list)
    for each in reports:
        found[name(each)].append(each)
    return found


def problems_left(report, unsafe):
    """What a report says of a file that must not be said after a fix."""
    for each in report["withheld"]:
        if not is_understood(each):
            yield each["file"], f"withheld for a reason that is none: {each['title']}: {each['reason']}"
    for finding in report["findings"]:
        fix = finding["fix"]
        wanted = {"safe", "unsafe"} if unsafe else {"safe"}
        if fix and fix["safety"] in wanted and "withheld" not in fix:
            yield finding["location"]["file"], f"not made: {fix['title']} [{finding['rule']}]"


def check_files(binary, options, files):
    """The problem of each file that has one, with what became of it; and figures."""
    found, figures = {}, collections.Counter()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:

        def read(name):
            with open(os.path.join(folder, name), "rb") as file:
                return file.read()

        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        report, fault = run(binary, options, folder, list(files))
        if report is None:
            if len(files) == 1:
                return {name: (fault, data) for name, data in files.items()}, figures
            for name, data in files.items():
                one, counts = check_files(binary, options, {name: data})
                found |= one
                figures += counts
            return found, figures
        after = {name: read(name) for name in files}
        again, fault_again = run(binary, options, folder, list(files))

        def say(name, problem):
            found.setdefault(name, (problem, after[name]))

        if again is None:
            again = {"fixed": []}
        if fault or fault_again:
            say(next(iter(files)), fault or fault_again)
        fixed = by_file(report["fixed"], lambda each: each["file"])
        failed = {each["file"] for each in report["failures"]}
        for name, data in files.items():
            titles = [each["title"] for each in fixed[name]]
            figures["fixes"] += len(titles)
            figures["fixed files"] += bool(titles)
            figures["files that do not parse"] += name in failed
            if name in failed:
                # Where Helm reads the file, so does the linter.
                try:
                    read_documents(data.decode())
                    figures["files that only the independent reader reads"] += 1
                except (yaml.YAMLError, KeyError, ValueError, AttributeError, TypeError):
                    pass
            if problem := find_problem(data, after[name], titles):
                say(name, problem)
            if read(name) != after[name]:
                say(name, "fixed again, it changes again")
        for name, problem in problems_left(report, "--unsafe-fixes" in options):
            say(name, problem)
        for each in again["fixed"]:
            say(each["file"], f"made again: {each['title']}")
        for each in report["withheld"]:
            if each["reason"].startswith("it would lead to another finding: "):
                each["reason"] = re.sub(r": .*\[", ": … [", each["reason"], flags=re.DOTALL)
            figures["withheld: " + re.sub(PATH + r"(?= (is|has|stands|comes|overrides|in,))", "PATH", re.sub(r"\*a\d+", "*a", each["reason"]))] += 1
    return found, figures


def batch(job):
    binary, seed, number, count = job
    rng = random.Random(f"{seed} {number}")
    options = list(rng.choice(VERSIONS)) + (["--unsafe-fixes"] if number % 2 else [])
    files = {f"{number}-{i}.yaml": generate(random.Random(f"{seed} {number} {i}")) for i in range(count)}
    found, figures = check_files(binary, options, files)
    return [(options, name, files[name], problem, after) for name, (problem, after) in found.items()], figures


def kind_of(problem):
    return re.sub(r"[^a-z ].*", "", problem)[:40]


def minimise(binary, options, data, problem):
    """A smaller file with a problem of the same kind, by leaving lines out."""
    lines = data.splitlines(keepends=True)
    size, tries = max(1, len(lines) // 2), 0
    while size and tries < 250:
        at = 0
        while at < len(lines) and tries < 250:
            fewer = lines[:at] + lines[at + size :]
            tries += 1
            found, _ = check_files(binary, options, {"values.yaml": b"".join(fewer)}) if fewer else ({}, None)
            if found and kind_of(found["values.yaml"][0]) == kind_of(problem):
                lines = fewer
            else:
                at += size
        size //= 2
    data = b"".join(lines)
    found, _ = check_files(binary, options, {"values.yaml": data})
    return (data, *found["values.yaml"]) if found else None


def show(binary, options, name, data, problem, after):
    print(f"== {name} {' '.join(options)}: {problem}")
    if smaller := minimise(binary, options, data, problem):
        data, problem, after = smaller
        print(f"-- less of it: {problem}")
    print(f"-- before: {data!r}")
    texts = [text.decode(errors="replace").splitlines(keepends=True) for text in (data, after)]
    print("".join(line if line.endswith("\n") else line + "\n" for line in difflib.unified_diff(*texts, "before", "after", n=99)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=os.path.abspath)
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=10, help="how many problems are shown in full")
    arguments = parser.parse_args()

    jobs = [(arguments.binary, arguments.seed, number, BATCH) for number in range((arguments.files + BATCH - 1) // BATCH)]
    problems, figures, shown = [], collections.Counter(), collections.Counter()
    with multiprocessing.Pool(2) as pool:
        for found, counts in pool.imap_unordered(batch, jobs):
            problems += found
            figures += counts
    print(f"seed {arguments.seed}, {len(jobs) * BATCH} files")
    for what, count in sorted(figures.items()):
        print(f"{count:8} {what}")
    for options, name, data, problem, after in problems:
        shown[kind_of(problem)] += 1
        if shown[kind_of(problem)] <= 2 and sum(min(n, 2) for n in shown.values()) <= arguments.show:
            show(arguments.binary, options, name, data, problem, after)
    for kind, count in shown.items():
        print(f"{count:8} times: {kind}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
