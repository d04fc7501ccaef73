#!/usr/bin/env python3
"""readme_test.py BINARY README: the README's table of rules and its example of output are what the linter really says.
With --write, it writes them into the README instead."""

import os
import re
import subprocess
import sys
import tempfile


def section(text, name):
    found = re.search(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", text, re.DOTALL)
    if not found:
        sys.exit(f"the README has no section between <!-- {name} --> and <!-- /{name} -->")
    return found


def replaced(text, name, content):
    found = section(text, name)
    return text[: found.start(2)] + content + text[found.end(2) :]


def main():
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    binary, readme = map(os.path.abspath, arguments)
    with open(readme, encoding="utf-8") as file:
        text = file.read()

    rules = subprocess.run([binary, "rules", "--format", "markdown"], capture_output=True, text=True, check=True)
    expected = replaced(text, "rules", rules.stdout)

    # The values file is the first block of the example, its output the second.
    example = section(text, "example").group(2)
    values = re.search(r"```yaml\n(.*?)```", example, re.DOTALL).group(1)
    command = re.search(r"`\./dev lint (.*?)`", example).group(1).split()
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/values.yaml", "w", encoding="utf-8") as file:
            file.write(values)
        run = subprocess.run([binary, *command], cwd=folder, capture_output=True, text=True, check=False)
    output = re.sub(r"(```\n)[^`]*(```\n)$", lambda m: m.group(1) + run.stdout + m.group(2), example)
    expected = replaced(expected, "example", output)

    if "--write" in sys.argv:
        with open(readme, "w", encoding="utf-8") as file:
            file.write(expected)
    elif expected != text:
        sys.exit("the README differs from what the linter says; mend it with tests/readme_test.py --write BINARY README")


main()
