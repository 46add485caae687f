"""What a rule wants, for people: one rule in full, or all of them in a table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from textwrap import indent, wrap

from coldframe.check.example import Example
from coldframe.check.rule import Rule
from coldframe.report.terminal import Style


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


def _titled(title: str, text: str, style: Style, width: int) -> str:
    wrapped = wrap(f"{title}: {text}", width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapped).replace(title, style.bold(title), 1)


def _shown(files: dict[str, str], style: Style) -> list[str]:
    return [
        f"  {style.cyan(path)}\n" + indent(text.rstrip(), "    ") for path, text in files.items()
    ] or ["  (the same without it)"]
