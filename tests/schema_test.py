#!/usr/bin/env python3
"""schema_test.py PROGRAM SOURCE_DIR: the JSON Schema of each release, held against the linter by a validator that
others wrote. It ends with 77 if that validator (python3-jsonschema) or python3-yaml is not at hand."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
SHARED = SOURCE.parent / "shared"
RULES = "unknown-key,key-from-another-release,wrong-type,quoted-boolean"
# What is tried at every key.
VALUES = [None, True, False, 0, 3, 2.5, -1.0, "", "text", "3", "2.9", "64K", "25%", "0x10", "1e3", "false", "true",
          "${X}", "ENC[x]", "a ${B}", [], ["a"], [{"a": 1}], {}, {"a": 1}, {"a": {"b": 1}}, {"a": "b"}]

failures = []


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Reads y and n as Helm does, too; PyYAML leaves them out of YAML 1.1's booleans."""


Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^[yYnN]$"), list("yYnN"))
Loader.bool_values = dict(yaml.SafeLoader.bool_values, y=True, n=False)


def fail(text):
    failures.append(text)
    print("FAILED:", text)


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        fail(f"{' '.join(arguments[:4])}: exit code {done.returncode}: {done.stderr[:300]}")
    return done.stdout


def releases():
    text = (SOURCE / "rules" / "chart" / "releases.yaml").read_text()
    return re.findall(r"^- \{version: ([0-9.]+),", text, re.MULTILINE)


def path_text(steps):
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif re.fullmatch(r"[A-Za-z0-9_-]+", step):
            text += f".{step}" if text else step
        else:
            text += '["' + step.replace("\\", "\\\\").replace('"', '\\"') + '"]'
    return text


def schema_paths(validator, values):
    """The paths that the schema objects to: of a key that may not be there, its own."""
    paths = set()
    for error in validator.iter_errors(values):
        steps = list(error.absolute_path)
        if error.validator == "additionalProperties" and error.validator_value is False:
            known = error.schema.get("properties", {})
            patterns = error.schema.get("patternProperties", {})
            for key in error.instance:
                if key not in known and not any(re.search(pattern, key) for pattern in patterns):
                    paths.add(path_text(steps + [key]))
        elif error.validator_value == "object" and list(error.absolute_schema_path)[-2] == "additionalProperties":
            # A map in place of a list: what is wrong with it shows in the first value that is no map.
            paths.add(path_text(steps[:-1]))
        else:
            paths.add(path_text(steps))
    return paths


def lint_paths(release, texts):
    """Of each text the paths that the rules report; None where it does not parse."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, text in enumerate(texts):
            name = pathlib.Path(folder) / f"{number:06}.yaml"
            name.write_bytes(text.encode())
            names.append(str(name))
        done = subprocess.run([PROGRAM, "--select", RULES, "--format", "json", "--chart-version", release,
                               "--fail-on", "never", *names], capture_output=True, text=True, check=False)
        if not done.stdout:
            fail(f"no report for {release}: {done.stderr[:300]}")
            return [None] * len(texts)
        report = json.loads(done.stdout)
        found = {name: set() for name in names}
        for finding in report["findings"]:
            found[finding["location"]["file"]].add(finding["path"])
        for failure in report["failures"]:
            found[failure["file"]] = None
        return [found[name] for name in names]


def compare(release, validator, named):
    """named: (name, text) of values files. Gives how many were compared."""
    compared = 0
    if not named:
        return 0
    for (name, text), wanted in zip(named, lint_paths(release, [text for _, text in named])):
        if wanted is None:
            continue
        try:
            values = yaml.load(text, Loader=Loader)
            found = schema_paths(validator, values)
        except (yaml.YAMLError, ValueError, TypeError, RecursionError):
            continue
        compared += 1
        if found != wanted:
            fail(f"{name} in {release}: only the schema: {sorted(found - wanted)[:8]}, "
                 f"only the linter: {sorted(wanted - found)[:8]}")
    return compared


def keys_of(schema, steps=()):
    """Every key that the schema names, as its steps from the root."""
    branch = schema.get("else", schema)
    for name, child in branch.get("properties", {}).items():
        path = steps + (name,)
        yield path
        yield from keys_of(child, path)
    if "items" in branch:
        yield from keys_of(branch["items"], steps + (0,))


def document(paths, value):
    """Values in which each of the paths has the value, and all components are on."""
    root = {}
    for path in paths:
        at = root
        for step, following in zip(path, path[1:]):
            new = [] if isinstance(following, int) else {}
            if isinstance(step, int):
                if not at:
                    at.append(new)
                at = at[0]
            else:
                at = at.setdefault(step, new)
        if isinstance(path[-1], int):
            at.append(value)
        else:
            at[path[-1]] = value
    for section in root.values():
        if isinstance(section, dict) and section is not value:
            section.setdefault("enabled", True)
    return root


def every_key(schema):
    """Documents in which all keys of one depth have one value, for each depth and value."""
    by_depth = {}
    for path in keys_of(schema):
        if path[0] in ("global", "sops") or path[1:2] == ("global",):
            continue
        by_depth.setdefault(len(path), []).append(path)
    sections = [path[0] for path in by_depth[1]
                if "enabled" in schema["properties"][path[0]].get("else", {}).get("properties", {})]
    for depth, paths in sorted(by_depth.items()):
        for value in VALUES:
            switched = [path for path in paths if path[1:] != ("enabled",)] if depth == 2 else paths
            values = document(switched, value)
            for alias in sections if depth > 1 else []:
                values.setdefault(alias, {}).setdefault("enabled", True)
            for alias in list(values):
                if alias not in sections and isinstance(values[alias], dict) and values[alias] is not value:
                    values[alias].pop("enabled", None)
            yield f"depth {depth}, {json.dumps(value)}", json.dumps(values)
    for value in VALUES:
        yield f"switches, {json.dumps(value)}", json.dumps({alias: {"enabled": value, "x": 1} for alias in sections})
    yield "nothing is on or off", json.dumps({alias: {"x": 1} for alias in sections})


OWN = [
    ("unknown", "api: {replicaCount: 3, deployment: {replicaCount: 3, replicas: 1}}\nweb: {x: {y: 1}}\n"),
    ("allowed", "global: {a: 1}\nsops: {b: 2}\nx-a: 1\n.b: 2\n_c: 3\napi: {global: {x: 1}, enabled: true}\n"),
    ("unknown at the top", "apii: {}\nxa: 1\na.b: 1\n"),
    ("open", "api: {deployment: {podAnnotations: {a: b, c: '1', d: 1, e: true, f: null, g: [1], h: {i: 1}}}}\n"),
    ("off", "web: {enabled: false, x: 1, image: 3}\napi: {enabled: 'false', x: 1}\n"),
    ("sections", "api: text\nweb: [1]\ndb: 3\nqueue: null\nmetrics: ''\n"),
    ("null", "api: {deployment: {replicaCount: null, resources: null, extraEnv: null}}\n"),
    ("config files", "api: {config: {files: {a.yaml: 'x', b.yaml: {c: 1}, d.yaml: 1, e.yaml: null}}}\n"),
    ("items", "api: {extraSecrets: [{key: a, x: 1, annotations: {a: 1}}, null, text]}\n"),
    ("empty", ""),
    ("a comment", "# nothing\n"),
]


def shared_files():
    if not SHARED.is_dir():
        print("skipped: the published and generated files (there is no ../shared)")
        return []
    named = [(file.name, file.read_text()) for file in sorted((SHARED / "corpus").glob("*.yaml"))]
    for kind in ("plain", "hard", "layers"):
        for line in (SHARED / "rendered" / f"{kind}.jsonl").read_text().splitlines()[::4]:
            row = json.loads(line)
            named += [(f"{row['id']}/{file['name']}", file["text"]) for file in row["files"]]
    return named


def main():
    all_releases = releases()
    if len(all_releases) < 55:
        fail(f"only {len(all_releases)} releases found")
    looked_into = {all_releases[0], "1.0.26", all_releases[-1]}
    files = shared_files()
    counts = {"schemas": 0, "defaults": 0, "files": 0, "keys": 0}
    for release in all_releases:
        schema = json.loads(run("schema", "--chart-version", release))
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        counts["schemas"] += 1
        # What the chart itself says is right.
        defaults = json.loads(run("effective", "--format", "json", "--show-secrets", "--chart-version", release,
                                  "--set", "x-a=1"))
        found = schema_paths(validator, defaults)
        if found:
            fail(f"the defaults of {release}: {sorted(found)[:8]}")
        counts["defaults"] += 1
        counts["files"] += compare(release, validator, OWN)
        if release not in looked_into:
            continue
        counts["files"] += compare(release, validator, files)
        counts["keys"] += compare(release, validator, list(every_key(schema)))
    print(", ".join(f"{count} {what}" for what, count in counts.items()), f"compared; {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
