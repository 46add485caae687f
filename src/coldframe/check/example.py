"""The example of a rule: a tiny host in which it is broken, and one in which it is kept."""

from __future__ import annotations

import os
from typing import NamedTuple


class Example(NamedTuple):
    """What a reader needs to see: files by path, as text.

    ``bad`` has the files with findings and those that differ, ``good`` those that differ;
    ``findings`` is what the rule says about ``bad``, a line each.
    """

    bad: dict[str, str]
    good: dict[str, str]
    findings: str


def example_of(rule: str) -> Example | None:
    """The example of a built-in rule; None if this installation has none."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # In a wheel the examples are in the package; in a working copy, beside `src`.
    for place in (package, os.path.dirname(os.path.dirname(package))):
        folder = os.path.join(place, "examples", rule)
        if os.path.isfile(os.path.join(folder, "findings.txt")):
            break
    else:
        return None
    findings = _text(os.path.join(folder, "findings.txt"))
    bad, good = _files(os.path.join(folder, "bad")), _files(os.path.join(folder, "good"))
    named = {line.split(":", 1)[0] for line in findings.splitlines()}
    return Example(
        {p: t for p, t in bad.items() if t.strip() and (p in named or good.get(p) != t)},
        {p: t for p, t in good.items() if t.strip() and bad.get(p) != t},
        findings,
    )


def _files(root: str) -> dict[str, str]:
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for name in names:
            path = os.path.join(folder, name)
            found[os.path.relpath(path, root).replace(os.sep, "/")] = _text(path)
    return dict(sorted(found.items()))


def _text(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as stream:
        return stream.read()
