#!/usr/bin/env python3
"""fix_corpus_test.py BINARY: real values files, the chart's own defaults and the generated releases of ../shared are
fixed, the unsafe way too; each is proven, nothing is withheld for an unknown reason, and a table says what was."""

import collections
import json
import os
import re
import sys
import tempfile

sys.dont_write_bytecode = True
from fix_property_test import PATH, find_problem, is_understood, problems_left, run

SHARED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared")
OPTIONS = ["--unsafe-fixes"]


def releases():
    """(name, files by their names, arguments) of each."""
    for folder, arguments in (("corpus", lambda _: []), ("chart/defaults", lambda name: ["--chart-version", name.removesuffix(".yaml")])):
        for name in sorted(os.listdir(os.path.join(SHARED, folder))):
            with open(os.path.join(SHARED, folder, name), "rb") as file:
                yield folder, name, {name: file.read()}, arguments(name)
    for cases in ("plain", "hard", "layers"):
        with open(os.path.join(SHARED, "rendered", cases + ".jsonl"), encoding="utf-8") as file:
            for line in file:
                case = json.loads(line)
                yield f"rendered/{cases}", case["id"], {each["name"]: each["text"].encode() for each in case["files"]}, case["args"]


def reason_of(withheld):
    """The reason without what only one file has of it."""
    reason = re.sub(r"\*[\w-]+|\b(?:layer\d+|values)\.yaml|--set\S*(?: \S+)?", "X", withheld["reason"])
    reason = re.sub(r": .*\[", ": … [", reason, flags=re.DOTALL) if reason.startswith("it would lead") else reason
    return re.sub(rf"^(?:the argument .* gives|{PATH}(?= (?:is|has|holds|stands|comes)\b))", "X", reason)


def check(binary, name, files, arguments):
    with tempfile.TemporaryDirectory() as folder:
        for file, data in files.items():
            with open(os.path.join(folder, file), "wb") as out:
                out.write(data)
        layers = list(files) if len(files) == 1 else [word for file in files for word in ("-f", file)]
        report, fault = run(binary, OPTIONS + arguments, folder, layers)
        if report is None:
            return {"withheld": [], "fixed": [], "failures": []}, [fault]
        problems = [fault] if fault else []
        after = {}
        for file, data in files.items():
            with open(os.path.join(folder, file), "rb") as text:
                after[file] = text.read()
            titles = [each["title"] for each in report["fixed"] if each["file"] == file]
            if problem := find_problem(data, after[file], titles):
                problems.append(f"{file}: {problem}")
        problems += [f"{file}: {problem}" for file, problem in problems_left(report, True)]
        again, _ = run(binary, OPTIONS + arguments, folder, layers)
        problems += [f"made again: {each['title']}" for each in again["fixed"]]
        return report, problems


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not os.path.isdir(SHARED):
        print("skipped: there is no ../shared beside the project")
        sys.exit(77)
    tables, figures, wrong = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter), 0
    for group, name, files, arguments in releases():
        report, problems = check(os.path.abspath(sys.argv[1]), name, files, arguments)
        figures[group].update({"releases": 1, "fixes": len(report["fixed"]), "withheld": len(report["withheld"]), "not read": bool(report["failures"])})
        for each in report["withheld"]:
            tables[reason_of(each)][group] += 1
        wrong += bool(problems)
        if problems and wrong <= 30:
            print(f"== {group} {name} {' '.join(arguments)}: " + "\n   ".join(problems))
    groups = list(figures)
    print("| | " + " | ".join(groups) + " |")
    for what in ("releases", "not read", "fixes", "withheld"):
        print(f"| {what} | " + " | ".join(str(figures[group][what]) for group in groups) + " |")
    for reason, counts in sorted(tables.items(), key=lambda each: -sum(each[1].values())):
        print(f"| {reason} | " + " | ".join(str(counts[group]) for group in groups) + " |")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
