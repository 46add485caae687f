"""Findings for people: by rule, then by place, with the line itself, why, and what to do."""

from __future__ import annotations

from itertools import groupby

from coldframe.check.finding import ERROR, Finding
from coldframe.check.outcome import Outcome
from coldframe.check.rule import Rule
from coldframe.report.numbers import counted, listed
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

MANY = 60  # findings; more are shortened
PER_RULE = 10  # findings of one rule that are shown then


def render(
    outcome: Outcome,
    *,
    strict: bool = False,
    style: Style | None = None,
    width: int = 100,
    every: bool = False,
) -> str:
    """The whole report; ``every`` finding, or the first of each rule when there are many."""
    style = style or Style()
    width = max(40, min(width, 120))
    shorten = not every and len(outcome.findings) > MANY
    rules = {rule.name: rule for rule in outcome.rules}
    parts: list[str] = []
    for name, group in groupby(outcome.findings, key=lambda finding: finding.rule):
        findings = list(group)
        shown = findings[:PER_RULE] if shorten else findings
        parts += _heading(rules[name], findings, style, width)
        parts += _by_place(shown, rules[name], style, width)
        if len(shown) < len(findings):
            more = f"... and {len(findings) - len(shown):,} more; --all shows them"
            parts += [f"  {style.dim(more)}", ""]
    parts += _remarks(outcome, style, width, every=every)
    parts.append(_verdict(outcome, style, strict=strict))
    return "\n".join(parts) + "\n"


def _heading(rule: Rule, findings: list[Finding], style: Style, width: int) -> list[str]:
    colour = style.red if any(f.severity == ERROR for f in findings) else style.yellow
    lines = [f"{style.bold(colour(rule.name))}: {_tally(findings)}"]
    lines += wrapped(rule.why, "  ", width)
    if any(finding.hint == rule.hint for finding in findings):
        lines += wrapped(f"-> {rule.hint}", "  ", width, "     ")
    return [*lines, ""]


def _by_place(findings: list[Finding], rule: Rule, style: Style, width: int) -> list[str]:
    """``path:line  message``, aligned; below it the line itself, and a hint of its own."""
    lines: list[str] = []
    places = [_location(finding) for finding in findings]
    messages = [harmless(finding.message) for finding in findings]
    column = _column(places, messages, width)
    for place, message, finding in zip(places, messages, findings, strict=True):
        first = f"  {style.cyan(place)}" + " " * max(1, column - len(place) + 2)
        if column + 4 + len(message) <= width and len(place) <= column:
            lines.append(first + message)
        else:
            lines.append(first.rstrip())
            lines += wrapped(message, "      ", width)
        if finding.text:
            lines.append("      " + style.dim(_cut(harmless(finding.text), width - 6)))
        if finding.hint != rule.hint:
            lines += wrapped(f"-> {harmless(finding.hint)}", "      ", width, "         ")
    return [*lines, ""]


def _column(places: list[str], messages: list[str], width: int) -> int:
    """How wide the places are of the findings that fit on one line; 0 if few do."""
    pairs = list(zip(map(len, places), map(len, messages), strict=True))
    best, most = 0, len(pairs) // 2
    for column in {place for place, _ in pairs}:
        fitting = sum(place <= column and column + 4 + text <= width for place, text in pairs)
        if fitting > most:
            best, most = column, fitting
    return best


def _location(finding: Finding) -> str:
    if not finding.path:
        return "(the whole tree)"
    return harmless(finding.path) + (f":{finding.line}" if finding.line else "")


def _remarks(outcome: Outcome, style: Style, width: int, *, every: bool) -> list[str]:
    """What could not be known, what could not be read, and what became of the baseline."""
    lines: list[str] = []
    for note in outcome.notes:
        said = wrapped(harmless(note), "note: ", width, "      ")
        lines += [said[0].replace("note", style.yellow("note"), 1), *said[1:]]
    shown = outcome.unread if every else outcome.unread[:PER_RULE]
    for unread in shown:
        lines.append(f"{style.yellow('unread')}: {harmless(unread.path)}: {harmless(unread.why)}")
    if len(shown) < len(outcome.unread):
        lines.append(f"unread: ... and {len(outcome.unread) - len(shown):,} more; --all shows them")
    if outcome.gone:
        command = "migrations check" if any(rule.recorded for rule in outcome.rules) else "check"
        lines.append(
            f"{style.green('note')}: {counted(outcome.gone, 'known finding')} of the baseline"
            f" {'is' if outcome.gone == 1 else 'are'} gone; take them out: coldframe {command}"
            f" --baseline {harmless(outcome.baseline)} --update-baseline"
        )
    return [*lines, ""] if lines else []


def _verdict(outcome: Outcome, style: Style, *, strict: bool) -> str:
    scale = listed(
        counted(outcome.features, "feature") if outcome.features else "no preview features",
        counted(len(outcome.rules), "rule"),
        counted(outcome.files, "file"),
    )
    if outcome.changed_since:
        scale += f"; only what changed since {harmless(outcome.changed_since)} counts"
    tail = f" ({counted(len(outcome.accepted), 'finding')} accepted)" if outcome.accepted else ""
    if outcome.kept(strict=strict):
        word = style.bold(style.green("kept"))
        if outcome.findings:
            word += f", with {_tally(list(outcome.findings))}"
        return f"{word}: {scale}{tail}"
    places = len({finding.path for finding in outcome.findings})
    tally = style.bold(style.red(_tally(list(outcome.findings))))
    return f"{tally} in {counted(places, 'file')}{tail}; {scale}"


def _tally(findings: list[Finding]) -> str:
    errors = sum(finding.severity == ERROR for finding in findings)
    warnings = len(findings) - errors
    parts = [counted(errors, "error")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    return " and ".join(parts)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 3] + "..."
