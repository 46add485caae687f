"""What a rule or a criterion wants, for people: one in full, or all of them in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from textwrap import indent, wrap
from typing import TYPE_CHECKING

from coldframe.check.example import Example
from coldframe.check.rule import Rule
from coldframe.report.terminal import Style

if TYPE_CHECKING:
    from coldframe.compat.catalogue import CompatRule
    from coldframe.prove.criteria.criterion import Criterion


def explained(
    rule: Rule,
    docstring: str,
    example: Example | None,
    style: Style | None = None,
    width: int = 100,
) -> str:
    """One rule: what it finds, why, what to do, how to set it, its example."""
    style = style or Style()
    width = max(40, min(width, 100))
    probe = "; runs only in `coldframe check --probe`" if rule.probe else ""
    parts = [
        f"{style.bold(rule.name)} ({rule.family}, {rule.severity}{probe})",
        docstring.strip(),
        _titled("Why", rule.why, style, width),
        _titled("What to do", rule.hint, style, width),
    ]
    if example is not None:
        parts.append(style.bold("Broken"))
        parts += _shown(example.bad, style)
        parts.append(style.bold("coldframe check says"))
        parts.append(indent(example.findings.strip(), "  "))
        parts.append(style.bold("Kept"))
        parts += _shown(example.good, style)
    other = "error" if rule.severity == "warn" else "warn"
    parts.append(style.bold("Settings"))
    parts.append(
        f'  [tool.coldframe.rules]\n  {rule.name} = "{other}"    # or "off"; now "{rule.severity}"'
    )
    return "\n\n".join(parts) + "\n"


def compat_rule(
    rule: CompatRule, style: Style | None = None, width: int = 100, note: str = ""
) -> str:
    """One rule of ``compat diff``: what it says, who breaks, what to do, and the host's note."""
    style = style or Style()
    width = max(40, min(width, 100))
    side = f", {rule.direction}" if rule.direction else ""
    parts = [
        f"{style.bold(rule.name)} (compat diff, {rule.surface}{side}, {rule.severity})",
        f"It says: {re.sub('{[^{}]*}', '…', rule.message)}.",
        _titled("Why", rule.why, style, width),
        _titled("What to do", rule.hint, style, width),
    ]
    if note:
        parts.append(_titled("Here", note, style, width))
    return "\n\n".join(parts) + "\n"


def table(rules: Iterable[Rule], firsts: dict[str, str], style: Style | None = None) -> str:
    """All ``rules`` by family, aligned, each with its severity and first sentence."""
    style = style or Style()
    rules = tuple(rules)
    width = max((len(rule.name) for rule in rules), default=0)
    lines: list[str] = []
    for family, members in groupby(rules, key=lambda rule: rule.family):
        lines += ["", style.bold(family)] if lines else [style.bold(family)]
        for rule in members:
            severity = f"{rule.severity:<5}"
            colour = {"error": style.red, "warn": style.yellow}.get(rule.severity, style.dim)
            probe = " (--probe)" if rule.probe else ""
            lines.append(f"  {rule.name:<{width}}  {colour(severity)}  {firsts[rule.name]}{probe}")
    return "\n".join(lines) + "\n"


def criterion(
    record: Criterion,
    docstring: str,
    demands: Mapping[str, object],
    style: Style | None = None,
    width: int = 100,
) -> str:
    """One criterion of `prove`: what it wants, why, what to do, and its settings as they are."""
    style = style or Style()
    width = max(40, min(width, 100))
    written = [f"  {key} = {_toml(value)}" for key, value in demands.items()]
    parts = [
        f"{style.bold(record.name)} (a criterion of `coldframe prove`)",
        docstring.strip(),
        _titled("Wants", record.what, style, width),
        _titled("Why", record.why, style, width),
        _titled("What to do", record.hint, style, width),
        style.bold("Settings"),
        "\n".join([f"  [tool.coldframe.prove.{record.name}]", *written]),
    ]
    return "\n\n".join(parts) + "\n"


def criteria_table(firsts: Mapping[str, str], style: Style | None = None) -> str:
    """All criteria by name, each with its first sentence."""
    style = style or Style()
    width = max(map(len, firsts))
    lines = ["", style.bold("criteria of `coldframe prove`")]
    lines += [f"  {name:<{width}}  {first}" for name, first in firsts.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    import json

    return json.dumps(value)  # texts, numbers and booleans are the same in both


def _titled(title: str, text: str, style: Style, width: int) -> str:
    wrapped = wrap(f"{title}: {text}", width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapped).replace(title, style.bold(title), 1)


def _shown(files: dict[str, str], style: Style) -> list[str]:
    return [
        f"  {style.cyan(path)}\n" + indent(text.rstrip(), "    ") for path, text in files.items()
    ] or ["  (the same without it)"]
