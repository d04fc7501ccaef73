"""Reads YAML as Helm does, on libyaml's events: a reader that shares nothing with the project's own.

    documents = read_documents("a: yes\\n")          # [{"a": True}]
    comments = read_comments("a: 1 # one\\n")        # ["# one"]

Helm's reader, go-yaml 2, is a port of libyaml; only the types of plain scalars, equal keys and `<<` are its own.
"""

import json
import re

import yaml

WORDS = {
    **dict.fromkeys("y Y yes Yes YES on On ON true True TRUE".split(), True),
    **dict.fromkeys("n N no No NO off Off OFF false False FALSE".split(), False),
    **dict.fromkeys(["", "~", "null", "Null", "NULL"]),
}
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def type_plain(text):
    """The value of a plain scalar."""
    if text in WORDS:
        return WORDS[text]
    if not text or text[0] not in "+-.0123456789":
        return text
    digits = text.replace("_", "")
    sign = -1 if digits.startswith("-") else 1
    bare = digits.lstrip("+-") if len(digits) - len(digits.lstrip("+-")) <= 1 else ""
    for pattern, base in ((r"0[xX][0-9a-fA-F]+", 16), (r"0[bB][01]+", 2), (r"0[oO]?[0-7]+", 8), (r"0|[1-9][0-9]*", 10)):
        if re.fullmatch(pattern, bare):
            number = re.sub(r"^0[xXbBoO]", "", bare) if base != 10 else bare
            return sign * int(number, base)
    if FLOAT.fullmatch(digits):
        return float(digits)
    return text


class _Reader:
    def __init__(self, text):
        self.events = yaml.parse(text, Loader=yaml.CLoader)
        self.anchors = {}

    def documents(self):
        found = []
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.anchors = {}
                found.append(self.value(next(self.events)))
        return found

    def value(self, event):
        if isinstance(event, yaml.AliasEvent):
            return self.anchors[event.anchor]
        if isinstance(event, yaml.ScalarEvent):
            value = type_plain(event.value) if event.implicit[0] else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self.items()
        else:
            value = self.entries()
        if event.anchor:
            self.anchors[event.anchor] = value
        return value

    def items(self):
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event))
        return items

    def entries(self):
        entries = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            merges = isinstance(event, yaml.ScalarEvent) and event.implicit[0] and event.value == "<<"
            key = self.value(event)
            value = self.value(next(self.events))
            if not merges:
                entries[key if isinstance(key, str) else json.dumps(key)] = value
                continue
            # Merged where it stands; of a list, the first wins.
            for merged in reversed(value if isinstance(value, list) else [value]):
                entries.update(merged)
        return entries


def read_documents(text):
    """The values of each document. Raises yaml.YAMLError, or KeyError and the like where Helm fails, too."""
    return _Reader(text).documents()


def read_comments(text):
    """The text of each comment, from `#` to the end of its line without blanks."""
    text = text.removeprefix("\ufeff")
    comments = []

    def search(begin, end):
        # Between two tokens stand only blanks and comments.
        comments.extend(found.rstrip() for found in re.findall(r"#[^\r\n]*", text[begin:end]))

    at = 0
    for token in yaml.scan(text, Loader=yaml.CLoader):
        begin, end = token.start_mark.index, token.end_mark.index
        if begin > at:
            search(at, begin)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = re.match(r"[^\r\n]*", text[begin:]).end()
            search(begin, begin + header)
        at = max(at, end)
    search(at, len(text))
    return comments


def is_equal(a, b):
    """As Helm sees it: `true` is no number, and a map has no order."""
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)
