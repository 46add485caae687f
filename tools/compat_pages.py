"""The generated pages on the rules of ``coldframe compat diff``: one per surface, with examples.

A rule's text is its record, and its example the pair in ``examples`` that the tests run.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from coldframe.compat.catalogue import CompatRule, compat_rules
from coldframe.compat.rest.kinds import BY_NAME, KINDS, Kind
from tools.rule_pages import write_all
from tools.sdists import ROOT

EXAMPLES = ROOT / "examples"
_SIDES = ("request", "response", "parameter", "header")
_PART = re.compile(r"^(base|head|near|components):", re.MULTILINE)
_FILE = re.compile(r"^## (base|head): (\S+)\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ORDER = ("error", "warning", "info")


def write_compat_rules(into: Path) -> None:
    """Write ``into/<surface>.md`` for every surface, and ``into/index.md``."""
    pages: dict[str, str] = {}
    counts: dict[str, int] = {}
    for surface, rules in _by_surface().items():
        name = surface.lower().replace(" ", "-")
        counts[name] = len(rules)
        if surface == "REST":
            schemas = [rule for rule in rules if _kind(rule)]
            pages["rest"] = _page("REST: operations", [r for r in rules if not _kind(r)], surface)
            pages["rest-schemas"] = _schemas({rule.name: rule for rule in schemas})
            counts["rest"], counts["rest-schemas"] = len(rules) - len(schemas), len(schemas)
        else:
            pages[name] = _page(surface.capitalize(), rules, surface)
    write_all(into, {**pages, "index": _index(counts)})


def _by_surface() -> dict[str, list[CompatRule]]:
    rules = sorted(compat_rules(), key=lambda rule: rule.surface)
    return {name: list(each) for name, each in groupby(rules, key=lambda rule: rule.surface)}


def _kind(rule: CompatRule) -> Kind | None:
    """The kind of change of a schema that a rule on REST is about."""
    side, _, kind = rule.name.partition("_")
    if side not in _SIDES or (EXAMPLES / "rest" / "operations" / f"{rule.name}.yaml").exists():
        return None
    return BY_NAME.get(kind)


def _index(counts: dict[str, int]) -> str:
    lines = [f"* [{_title(name)}]({name}.md): {count} rules" for name, count in counts.items()]
    names = "\n".join(counts)
    return (
        "# Rules of compat diff\n\n"
        "What makes callers of a release break, by surface; each rule with the pair that the"
        " tests run. `coldframe explain RULE` says the same. How changes are judged, and what is"
        " taken for the same, stands on [the page of the command](../compat.md).\n\n"
        + "\n".join(lines)
        + f"\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
    )


def _title(name: str) -> str:
    titles = {"rest": "REST: operations", "rest-schemas": "REST: schemas"}
    return titles.get(name, name.replace("-", " ").capitalize())


def _page(title: str, rules: list[CompatRule], surface: str) -> str:
    parts = [f"# {title}"]
    for severity in _ORDER:
        members = [rule for rule in rules if rule.severity == severity]
        if members:
            parts.append(f"## {severity.capitalize()}")
        for rule in members:
            parts += _rule(rule, surface)
    return "\n\n".join(parts) + "\n"


def _rule(rule: CompatRule, surface: str) -> Iterator[str]:
    yield f"### {rule.name}"
    direction = f" ({rule.direction})" if rule.direction else ""
    yield f"`{rule.message}`{direction}"
    yield _told(rule)
    yield _diff(rule.name, surface)


def _told(rule: CompatRule) -> str:
    hint = "" if rule.hint == "Nothing." else f" {rule.hint}"
    return f"{rule.why}{hint}"


def _schemas(rules: dict[str, CompatRule]) -> str:
    """The kinds of changes, each with its severity by place: one example serves all."""
    parts = [
        "# REST: schemas",
        "What happens to a schema means one thing where callers send it, and another where it"
        " comes. The name of a rule is the place and the kind: `request_type_changed`.",
    ]
    for kind in KINDS:
        found = [rules[name] for side in _SIDES if (name := f"{side}_{kind.name}") in rules]
        if not found:
            continue
        places = ", ".join(f"{rule.name.partition('_')[0]}: {rule.severity}" for rule in found)
        gravest = min(found, key=lambda rule: _ORDER.index(rule.severity))
        parts += [f"## {kind.name}", f"`{kind.message}`", f"**{places}**", _told(gravest)]
        parts.append(_fenced(*_pair(EXAMPLES / "rest" / "schemas" / f"{kind.name}.yaml")))
    return "\n\n".join(parts) + "\n"


def _diff(name: str, surface: str) -> str:
    if surface == "REST":
        return _fenced(*_pair(EXAMPLES / "rest" / "operations" / f"{name}.yaml"))
    folder = EXAMPLES / surface.lower().replace(" ", "_")
    files: dict[str, dict[str, str]] = {}
    for part, path, code in _FILE.findall((folder / f"{name}.md").read_text(encoding="utf-8")):
        files.setdefault(path, {})[part] = code
    changed = {
        path: parts for path, parts in files.items() if parts.get("base") != parts.get("head")
    }
    return "\n\n".join(
        f"`{path}`\n\n{_fenced(parts.get('base', ''), parts.get('head', ''))}"
        for path, parts in changed.items()
    )


def _pair(path: Path) -> tuple[str, str]:
    """The texts of ``base`` and ``head`` in a file of YAML."""
    text = path.read_text(encoding="utf-8")
    marks = [*_PART.finditer(text)]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = {
        mark[1]: text[mark.end() : end].strip("\n").removeprefix(" ")
        for mark, end in zip(marks, ends, strict=True)
    }
    return parts["base"], parts["head"]


def _fenced(base: str, head: str) -> str:
    lines = difflib.ndiff(base.splitlines(), head.splitlines())
    shown = "\n".join(line for line in lines if not line.startswith("?"))
    return f"````diff\n{shown}\n````"
