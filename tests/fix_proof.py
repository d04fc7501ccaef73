"""Holds what `estafette-lint --fix --format json` says that it did against what it did.

    problem = find_problem(before, after, entries_of_fixed)   # None, or what is wrong

The files are bytes. The titles of the fixes are the only source of what was meant.
"""

import collections
import copy
import json
import re

import yaml

from helm_yaml import is_equal, read_comments, read_documents

STEP = r'(?:[A-Za-z0-9_-]+|\["(?:[^"\\]|\\.)*"\]|\[[0-9]+\])'
PATH = rf"{STEP}(?:\.[A-Za-z0-9_-]+|\[\"(?:[^\"\\]|\\.)*\"\]|\[[0-9]+\])*"


# What a title shows of a value that stands elsewhere as a secret.
MASKED = "********"


class Problem(Exception):
    """What a fix did wrong."""


def parse_path(text):
    steps = []
    for step in re.findall(r'\["(?:[^"\\]|\\.)*"\]|\[[0-9]+\]|[A-Za-z0-9_-]+', text):
        steps.append(json.loads(step[1:-1]) if step.startswith("[") else step)
    return steps


def parse_settings(title):
    """[(path, value)] of "set P to V" and "set a to x, b to y and c to z in P"."""
    rest = title.removeprefix("set ")
    settings, where = [], []
    while rest:
        found = re.match(rf"({PATH}) to ", rest)
        if not found:
            raise Problem(f"this title says nothing that can be held against the file: {title}")
        path, rest = parse_path(found.group(1)), rest[found.end() :]
        at, depth, quote = 0, 0, ""
        while at < len(rest):
            char = rest[at]
            if quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            elif char in "{[":
                depth += 1
            elif char in "}]":
                depth -= 1
            elif depth == 0 and re.match(rf"(, | and ){PATH} to | in {PATH}$", rest[at:]):
                break
            at += 1
        settings.append((path, MASKED if MASKED in rest[:at] else read_documents(rest[:at])[0]))
        rest = rest[at:]
        if rest.startswith(" in "):
            where, rest = parse_path(rest[4:]), ""
        rest = re.sub(r"^(, | and )", "", rest)
    return [(where + path, value) for path, value in settings]


def set_at(values, path, value):
    """The values with the path set; maps that are missing are made."""
    step, rest = path[0], path[1:]
    if isinstance(values, str) and values:
        raise Problem(f"{step} is set within a text")
    if values is None or values == "":
        values = [] if isinstance(step, int) else {}
    if isinstance(step, int):
        if not isinstance(values, list) or step > len(values):
            raise Problem(f"there is no list with an item {step}")
        if step == len(values):
            values.append(None)
    elif not isinstance(values, dict):
        raise Problem(f"there is no map to hold {step}")
    below = values[step] if isinstance(step, int) else values.get(step)
    values[step] = set_at(below, rest, value) if rest else value
    return values


def find(values, path):
    for step in path:
        if isinstance(step, int):
            if not isinstance(values, list) or step >= len(values):
                raise KeyError(step)
        elif not isinstance(values, dict):
            raise KeyError(step)
        values = values[step]
    return values


def take(values, path):
    """Takes a key out, and the maps that it leaves empty; gives its value."""
    parents = [find(values, path[:depth]) for depth in range(len(path))]
    if not isinstance(parents[-1], dict):
        raise KeyError(path[-1])
    value = parents[-1].pop(path[-1])
    for depth in range(len(path) - 1, 0, -1):
        if parents[depth] or not isinstance(parents[depth - 1], dict):
            break
        del parents[depth - 1][path[depth - 1]]
    return value


def without_emptied(expected, after, path):
    """The values after a move, without the `{}` that stayed for the sake of a comment."""
    for depth in range(len(path) - 1, 0, -1):
        try:
            if find(after, path[:depth]) != {}:
                break
        except KeyError:
            continue
        try:
            find(expected, path[:depth])
            break
        except KeyError:
            del find(after, path[: depth - 1])[path[depth - 1]]


def rearrange(values, title):
    """Renames, moves or removes as the title says."""
    if re.fullmatch(rf"remove the {PATH} that counts for nothing", title):
        return
    renamed = re.fullmatch(rf"rename ({PATH}) to (.*)", title)
    moved = re.fullmatch(rf"move ({PATH}) to ({PATH})", title)
    if not renamed and not moved:
        raise Problem(f"this title says nothing that can be held against the file: {title}")
    path = parse_path((renamed or moved).group(1))
    try:
        value = find(values, path)
    except KeyError:
        raise Problem(f"nothing is there to {title}") from None
    if renamed:
        parent = find(values, path[:-1])
        del parent[path[-1]]
        set_at(parent, [renamed.group(2)], value)
    else:
        set_at(values, parse_path(moved.group(2)), take(values, path))


def expect_values(before, after, titles):
    """What the titles, in the order of the report, make of the values before."""
    # Aliases share their values in Python, too: a copy by way of text parts them.
    values = json.loads(json.dumps(before))
    for title in titles:
        if not title.startswith("set "):
            rearrange(values, title)
            continue
        for path, value in parse_settings(title):
            if value == MASKED:
                try:
                    value = find(after, path)
                except KeyError:
                    raise Problem(f"nothing is there after {title}") from None
            values = set_at(values, path, value)
    after = copy.deepcopy(after)
    for title in titles:
        if title.startswith("move "):
            without_emptied(values, after, parse_path(title.split()[1]))
    return values, after


def show_difference(a, b):
    def leaves(value, path=""):
        if isinstance(value, dict) and value:
            for key, below in value.items():
                yield from leaves(below, f"{path}.{key}")
        elif isinstance(value, list) and value:
            for index, below in enumerate(value):
                yield from leaves(below, f"{path}[{index}]")
        else:
            yield path, json.dumps(value)

    left, right = dict(leaves(a)), dict(leaves(b))
    return [f"{p}: meant {left.get(p)}, is {right.get(p)}" for p in sorted({*left, *right}) if left.get(p) != right.get(p)]


def check_values(before, after, titles):
    documents, fixed = read_documents(before), read_documents(after)
    first, rest = (documents[0], documents[1:]) if documents else (None, [])
    fixed_first, fixed_rest = (fixed[0], fixed[1:]) if fixed else (None, [])
    if not is_equal(rest, fixed_rest):
        raise Problem("a later document has changed")
    expected, fixed_first = expect_values(first, fixed_first, titles)
    if not is_equal(expected, fixed_first):
        raise Problem("other values than meant: " + "; ".join(show_difference(expected, fixed_first)))
    return first is None and not rest


def check_comments(before, after, titles, fresh):
    old, new = read_comments(before), read_comments(after)
    if any(title.startswith("move ") for title in titles):
        old, new = sorted(old), sorted(new)
    if fresh:
        rest = iter(new)
        if not all(comment in rest for comment in old):
            raise Problem("a comment is lost")
    elif old != new:
        lost = collections.Counter(old) - collections.Counter(new)
        raise Problem(f"comments are lost, new or in another order: {list(lost) or [c for c in new if c not in old]}")


def check_lines(before, after, titles):
    """No line is touched but those that the fixes are about, and what is new is neat."""
    if "\r\n" in before and "\n" not in before.replace("\r\n", "") and "\n" in after.replace("\r\n", ""):
        raise Problem("line breaks have changed")
    if "\r" not in before and "\r" in after:
        raise Problem("line breaks have changed")
    if before and before.startswith("\ufeff") != after.startswith("\ufeff"):
        raise Problem("the byte order mark has changed")
    moves = any(title.startswith("move ") for title in titles)
    old, new = (collections.Counter(line.strip() if moves else line for line in text.splitlines()) for text in (before, after))
    changes = sum(len(parse_settings(title)) if title.startswith("set ") else 1 for title in titles)
    gone = old - new
    if not moves and sum(gone.values()) > changes + (old[""] - new[""] > 0):
        raise Problem(f"more lines changed than {changes} fixes ask for: {list(gone)}")
    if old[""] != new[""] and not moves:
        raise Problem("blank lines came or went")
    for line in new - old:
        if line.rstrip() != line and not any(each.rstrip() != each for each in old):
            raise Problem(f"blanks at the end of a line: {line!r}")


def find_problem(before, after, titles):
    """What is wrong with a file after the fixes of these titles; None where all is well."""
    if not titles:
        return None if before == after else "changed, but nothing is said of it"
    if before == after:
        return "not changed, whatever is said of it"
    try:
        old, new = before.decode(), after.decode()
        read_documents(old)
    except (yaml.YAMLError, KeyError, ValueError, AttributeError, TypeError):
        # Helm's port of libyaml reads a little more: a byte order mark within the text.
        return None
    try:
        fresh = check_values(old, new, titles)
        check_comments(old, new, titles, fresh)
        if not fresh:
            check_lines(old, new, titles)
    except Problem as problem:
        return str(problem)
    except (yaml.YAMLError, KeyError, ValueError) as error:
        return f"cannot be read: {type(error).__name__} {error}"
    return None
