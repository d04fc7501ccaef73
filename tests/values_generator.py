"""Makes values files of every layout that YAML has, around the keys that the rules' fixes change.

    data = generate(random.Random("seed 1"))   # bytes: LF or CRLF, with or without a byte order mark

`values_generator.py FOLDER COUNT` writes so many of them into a folder, the same ones each time.
"""

import json
import os
import random
import sys

RESOURCES = {"requests": {"cpu": "CPU", "memory": "MEMORY"}, "limits": {"cpu": "CPU", "memory": "MEMORY"}}
CREDENTIALS = {"registry": "REGISTRY", "username": "USER", "password": "PASSWORD"}
AUTOSCALING = {"enabled": "SWITCH", "minReplicas": "COUNT", "maxReplicas": "COUNT", "targetCPUUtilizationPercentage": "COUNT"}
OWN = {
    "enabled": "SWITCH",
    "deployment": {"replicaCount": "COUNT", "resources": RESOURCES, "nodeSelector": "MAP", "tolerations": "LIST"},
    "autoscaling": AUTOSCALING,
    "pdb": {"enabled": "SWITCH", "maxUnavailable": "COUNT"},
    "image": {"tag": "TEXT", "credentials": CREDENTIALS},
    "imagePullSecrets": "SECRETS",
}
JOB = {"enabled": "SWITCH", "image": {"credentials": CREDENTIALS}}
CONFIG = {"enabled": "SWITCH", "files": {"credentials.yaml": "DOCUMENT", "config.yaml": "DOCUMENT"}}
VALUES = {
    "api": {**OWN, "baseHost": "TEXT", "logLevel": "TEXT", "config": CONFIG, "securityContext": "MAP"},
    "web": OWN,
    "db": {
        "enabled": "SWITCH",
        "statefulset": {"replicas": "COUNT", "resources": RESOURCES},
        "conf": {"single-node": "SWITCH", "cache": "TEXT"},
        "image": {"credentials": CREDENTIALS},
        "storage": {"persistentVolume": {"size": "MEMORY"}},
    },
    "metrics": {
        "enabled": "SWITCH",
        "server": {
            "enabled": "SWITCH",
            "replicaCount": "COUNT",
            "resources": RESOURCES,
            "persistentVolume": {"enabled": "SWITCH"},
            "statefulSet": {"enabled": "SWITCH"},
        },
        "imagePullSecrets": "SECRETS",
    },
    "queue": {
        "enabled": "SWITCH",
        "cluster": {"enabled": "SWITCH", "replicas": "COUNT"},
        "nats": {"resources": RESOURCES, "jetstream": {"enabled": "SWITCH"}, "limits": {"maxPings": "COUNT"}},
        "imagePullSecrets": "SECRETS",
    },
    "cron-event-sender": {**JOB, "cronjob": {"concurrencypolicy": "TEXT", "schedule": "TEXT"}},
    "db-migrator": {**JOB, "job": {"extraEnv": "LIST"}},
    "hanging-job-cleaner": JOB,
    "db-client": JOB,
    "global": {"domain": "TEXT"},
}
MISPLACED = [
    ("config", CONFIG),
    ("config", {"files": {"credentials.yaml": "DOCUMENT"}}),
    ("replicaCount", "COUNT"),
    ("api.replicaCount", "COUNT"),
    ("api.replicas", "COUNT"),
    ("api.deployment.replicas", "COUNT"),
    ("api.resources", RESOURCES),
    ("api.deployment.securityContext", "MAP"),
    ("api.deployment.env", "LIST"),
    ("api.pdb.minAvailable", "COUNT"),
    ("api.minReplicas", "COUNT"),
    ("web.replicaCount", "COUNT"),
    ("web.deployment.extraEnv", "LIST"),
    ("web.resources", RESOURCES),
    ("db.replicas", "COUNT"),
    ("db.resources", RESOURCES),
    ("metrics.replicaCount", "COUNT"),
    ("metrics.resources", RESOURCES),
    ("metrics.server.replicas", "COUNT"),
    ("queue.replicas", "COUNT"),
    ("queue.resources", RESOURCES),
    ("queue.enable", "SWITCH"),
    ("db-migrator.enable", "SWITCH"),
    ("db-client.enable", "SWITCH"),
    ("x-common", "MAP"),
]
DOCUMENTS = [
    "credentials:\n- name: hub\n  type: container-registry-pull\n  username: acme\n  password: s3cret  # of 2021\n",
    "# who pulls\ncredentials:\n  - name: hub\n    type: container-registry-pull\n    username: \"1234\"\n    password: pw1234\n\n",
    "apiServer:\n  baseURL: https://{{ $.Values.baseHost }}\n{{- if .Values.x }}\n  logWriters:\n  - database\n{{- end }}\n",
    "credentials: []\n",
    "a: \"\\u00e9\"\n  # odd\nb: {c: no}\n",
    "",
]
SCALARS = {
    "SWITCH": ["true"] * 4 + ["false"] * 3 + ["yes", "no", "off", "On", '"true"', "'false'", '"no"', "null", "~", "", "1", "0", '""', "maybe"],
    "COUNT": ["1"] * 4 + ["2", "3", "5", "0", "0x1", "1e0", '"1"', "'2'", "1_0", "1.0", "01", "-1", "null", "~", "", '"one"', "true", "+2", ".5"],
    "CPU": ["100m", "0.5", "1", "2000m", "'2'", '"100m"', "1e-1", "100M", "", "null", "abc"],
    "MEMORY": ["256Mi", "1Gi", "'512Mi'", '"128Mi"', "256m", "1000000", "1e9", "12Gi", "", "~", "128"],
    "REGISTRY": ["docker.io"] * 6 + ['"docker.io"', "index.docker.io", "hub.docker.com", "", "'https://index.docker.io/v1/'"],
    "USER": ["acme"] * 5 + ["'acme-bot'", '"acme"', "1234", "", "<user>"],
    "PASSWORD": ["dckr_pat_1"] * 5 + ["'p#w: d'", '"p\\"w\\u00e9"', "p'w#d", "1234", "", "'***'", "größe→1"],
    "TEXT": ["info", "ci.example.org", '"ci: example"', "'it''s'", "größe", '"\\U0001F600 \\t"', "a #b", "a b\tc", "'{{x'", "'{{ .x }}'", "", "${HOST}"],
}
NOTES = ["note", "größe → prüfen", "key: value", "replicaCount: 3", "{{ x }}", "TODO: ask 😀", "'quote", "a # b", "- x", "\ttab"]


class Writer:
    """Writes one file: the layout is drawn anew at every place, about a file's own habits."""

    def __init__(self, rng):
        self.rng = rng
        self.step = rng.choice([2, 2, 2, 4, 4, 3, 1, 8])
        self.list_step = rng.choice([0, 0, self.step])
        self.mixed = rng.random() < 0.15
        self.flow = rng.choice([0, 0.05, 0.15, 0.5, 0.9])
        self.quoted = rng.choice([0, 0, 0.1, 0.5, 1])
        self.noise = rng.choice([0, 0.05, 0.15, 0.4])
        self.shares = rng.choice([0, 0, 0, 0.2, 0.5])
        self.anchors = {"map": [], "list": [], "scalar": []}
        self.count = 0
        self.lines = []

    def chance(self, share):
        return self.rng.random() < share

    # ---- What stands between

    def comment(self):
        self.count += 1
        if self.chance(0.05):
            return self.rng.choice(["#", "##", "#!x", "#"])
        return f"# {self.count} {self.rng.choice(NOTES)}"

    def behind(self):
        """What stands behind a value on its line."""
        if not self.chance(self.noise):
            return self.rng.choice(["", "", "", " ", "  ", "\t"]) if self.chance(0.1) else ""
        return self.rng.choice([" ", "  ", "\t", "     "]) + self.comment()

    def between(self, indent):
        while self.chance(self.noise * 0.6):
            kind = self.rng.random()
            if kind < 0.35:
                self.lines.append(self.rng.choice(["", "", "", "  "]))
            elif kind < 0.85:
                self.lines.append(" " * indent + self.comment())
            else:
                self.lines.append(" " * self.rng.randrange(12) + self.comment())

    def key(self, key):
        if not self.chance(self.quoted):
            return key
        return json.dumps(key) if self.chance(0.5) else f"'{key}'"

    def steps(self):
        if self.mixed and self.chance(0.3):
            return self.rng.choice([1, 2, 3, 4]), self.rng.choice([0, 2])
        return self.step, self.list_step

    # ---- Anchors and aliases

    def alias(self, kind):
        """Another value of the kind, written before."""
        if self.anchors[kind] and self.chance(self.shares):
            return "*" + self.rng.choice(self.anchors[kind])
        return None

    def anchor(self, kind):
        """A name to put before a value, and what has to be done when the value is written."""
        if not self.chance(self.shares * 0.5):
            return "", lambda: None
        self.count += 1
        name = f"a{self.count}"
        return f"&{name} ", lambda: self.anchors[kind].append(name)

    def merges(self, entries):
        """The entries of a map, perhaps with a `<<`."""
        if entries and self.anchors["map"] and self.chance(self.shares * 0.5):
            names = [f"*{self.rng.choice(self.anchors['map'])}" for _ in range(self.rng.choice([1, 1, 2]))]
            text = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
            entries = list(entries)
            entries.insert(self.rng.choice([0, 0, len(entries)]), ("<<", text))
        return entries

    # ---- Brackets

    def flow_value(self, node, indent, lines):
        if isinstance(node, str):
            anchor, done = self.anchor("scalar") if node else ("", lambda: None)
            done()
            plain = node[:1] not in "'\"*[&" and any(c in node for c in "{},[]#")
            return anchor + (json.dumps(node) if plain else node)
        kind = "map" if isinstance(node, dict) else "list"
        if alias := self.alias(kind):
            return alias
        anchor, done = self.anchor(kind)
        if kind == "map":
            members = []
            for key, value in self.merges(node.items()):
                text = self.flow_value(value, indent + 2, lines)
                name = key if key == "<<" else self.key(key)
                if not text and self.chance(0.3):
                    members.append(name)
                else:
                    members.append(f"{name}: {text}" if name[0] in "'\"" or not self.chance(0.05) else f"{name} : {text}")
        else:
            members = [self.flow_value(value, indent + 2, lines) or '""' for value in node]
        begin, end = "{}" if kind == "map" else "[]"
        done()
        if lines and members and self.chance(0.7):
            text = begin + self.behind() + "\n"
            for index, member in enumerate(members):
                comma = "," if index + 1 < len(members) or self.chance(0.3) else ""
                text += " " * (indent + 2) + member + comma + self.behind() + "\n"
                while self.chance(self.noise * 0.3):
                    text += " " * (indent + 2) + self.comment() + "\n"
            return anchor + text + " " * (indent + 1) + end
        pad = self.rng.choice(["", "", " "]) if members else ""
        comma = ", " if members and self.chance(0.03) else ""
        return anchor + begin + pad + self.rng.choice([", ", ", ", " , "]).join(members) + comma + pad + end

    # ---- Blocks

    def block_map(self, entries, indent, lead=""):
        for key, node in self.merges(entries):
            if not lead:
                self.between(indent)
            self.member(lead or " " * indent, key, node, indent)
            lead = ""
        if self.chance(self.noise * 0.5):
            self.lines.append(" " * indent + self.comment())

    def member(self, lead, key, node, indent):
        head = lead + (key if key == "<<" else self.key(key)) + (" :" if self.chance(0.01) else ":")
        step, list_step = self.steps()
        if isinstance(node, str):
            self.scalar(head, key, node, indent, step)
            return
        kind = "map" if isinstance(node, dict) else "list"
        if alias := self.alias(kind):
            self.lines.append(f"{head} {alias}{self.behind()}")
            return
        if not node or self.chance(self.flow):
            gap = self.rng.choice([" ", " ", "  "])
            self.lines.extend((head + gap + self.flow_value(node, indent, self.chance(0.4)) + self.behind()).split("\n"))
            return
        anchor, done = self.anchor(kind)
        self.lines.append(head + (" " + anchor.rstrip() if anchor else "") + self.behind())
        if kind == "map":
            self.block_map(node.items(), indent + step)
        else:
            self.block_list(node, indent + list_step)
        done()

    def block_list(self, items, indent):
        for item in items:
            self.between(indent)
            dash = " " * indent + "- "
            if isinstance(item, dict) and item and not self.chance(self.flow):
                self.block_map(item.items(), indent + 2, dash)
            else:
                self.lines.append(dash + (self.flow_value(item, indent, False) or '""') + self.behind())

    def scalar(self, head, key, text, indent, step):
        if "\n" in text:
            self.lines.append(head + self.rng.choice([" |", " |", " |", " |-", " |+", " >"]) + self.behind())
            for line in text.split("\n")[:-1]:
                self.lines.append(" " * (indent + step) + line if line or self.chance(0.1) else "")
            return
        if text and key != "<<":
            if alias := self.alias("scalar"):
                self.lines.append(f"{head} {alias}{self.behind()}")
                return
            anchor, done = self.anchor("scalar")
            done()
            text = anchor + text
        self.lines.append(f"{head} {text}{self.behind()}" if text else head + self.behind())

    def document(self, values):
        if self.chance(0.03):
            self.lines.extend(self.flow_value(values, -2, self.chance(0.7)).split("\n"))
        else:
            self.block_map(values.items(), 0 if self.chance(0.97) else 2)


class Tree:
    """Draws the values of a file. Equal keys are told apart by a blank behind, which is not written."""

    def __init__(self, rng):
        self.rng = rng
        self.share = rng.choice([0.15, 0.3, 0.3, 0.6, 0.9])
        self.faults = rng.choice([0, 0.02, 0.1])

    def chance(self, share):
        return self.rng.random() < share

    def value(self, model):
        if isinstance(model, dict):
            return self.map(model)
        if model in SCALARS:
            return self.rng.choice(SCALARS[model])
        if model == "DOCUMENT":
            return self.rng.choice(DOCUMENTS)
        if model == "SECRETS":
            names = self.rng.sample(["estafette-ci-api.registry", "estafette-ci-web.registry", "mine", "other.registry"], self.rng.randrange(3))
            return [{"name": name} for name in names]
        if model == "LIST":
            return [{"name": f"E{i}", "value": self.rng.choice(["x", "'1'", "a #b"])} for i in range(self.rng.randrange(3))]
        return {key: self.rng.choice(["x", "'y'", "1"]) for key in self.rng.sample(["role", "tier", "größe", "a.b/c", "zone"], self.rng.randrange(4))}

    def name(self, key):
        if not self.chance(self.faults):
            return key
        at = self.rng.randrange(len(key))
        return self.rng.choice([key[:at] + key[at + 1 :] or "x", key[:at] + key[at] + key[at:], key.lower(), key.replace("-", "_"), key[0].upper() + key[1:]])

    def map(self, model):
        if self.chance(self.faults * 0.5):
            return self.rng.choice([{}, "", "null", "text", "3", [], "~"])
        found = {}
        for key, below in self.rng.sample(list(model.items()), len(model)):
            if self.chance(self.share if isinstance(below, dict) or len(model) > 4 else 0.75):
                found[self.name(key)] = self.value(below)
        return found

    def document(self):
        values = self.map(VALUES)
        while not isinstance(values, dict):
            values = self.map(VALUES)
        while self.chance(0.35):
            path, model = self.rng.choice(MISPLACED)
            at, keys = values, path.split(".")
            for key in keys[:-1]:
                at = at.setdefault(key, {}) if isinstance(at, dict) else {}
            if isinstance(at, dict):
                at[keys[-1]] = self.value(model)
        return values


def with_duplicates(rng, lines):
    """A one-line entry written twice, with another value."""
    places = [i for i, line in enumerate(lines) if ": " in line and line.strip()[0] not in "#-'\"{[" and line[-1] not in "|>{[,"]
    if not places:
        return lines
    at = rng.choice(places)
    key = lines[at].split(": ")[0]
    return lines[:at] + [f"{key}: {rng.choice(['1', 'true', 'x', '4'])}"] + lines[at:]


def generate(rng):
    writer = Writer(rng)
    lines = writer.lines
    kind = rng.random()
    if kind < 0.03:
        writer.noise = rng.choice([0, 0.8])
        writer.between(0)
        if rng.random() < 0.3:
            lines.append(rng.choice(["---", "{}", "null", "--- # none", "~"]))
    else:
        writer.between(0)
        if rng.random() < 0.1:
            lines.append("---" + writer.behind())
        writer.document(Tree(rng).document())
        if rng.random() < 0.08:
            lines[:] = with_duplicates(rng, lines)
        writer.between(0)
        if rng.random() < 0.04:
            lines.extend(rng.choice([["---", "api: {}"], ["...", "---", "# x", "web:", "  enabled: yes"], ["---"], ["..."]]))
    if rng.random() < 0.05:
        lines.extend([""] * rng.randrange(3))
    text = "\n".join(lines) + ("\n" if lines and rng.random() < 0.85 else "")
    if rng.random() < 0.15:
        text = text.replace("\n", "\r\n")
    return ("\ufeff" * (rng.random() < 0.05) + text).encode()


if __name__ == "__main__":
    for number in range(int(sys.argv[2])):
        with open(os.path.join(sys.argv[1], f"{number}.yaml"), "wb") as out:
            out.write(generate(random.Random(f"1 0 {number}")))
