"""Evidence for people: what was recorded, what is held, and single facts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.report.numbers import counted
from coldframe.report.prove_text import render as verdict
from coldframe.report.terminal import Style, harmless

if TYPE_CHECKING:
    from coldframe.prove.evidence.answers import Stale
    from coldframe.prove.evidence.fact import Fact, Stored
    from coldframe.prove.prove import Proof
    from coldframe.prove.recording import Recorded

_ORDER = ("passed", "failed", "error", "skipped", "noted", "withdrawn")
_HEADINGS = ("FACT", "TIME", "KIND", "OUTCOME", "SUBJECT", "VALUE", "CODE", "RUN")
_SUBJECT = _HEADINGS.index("SUBJECT")
_NARROWEST = 20  # characters of a subject


def render(proof: Proof, *, style: Style, width: int = 120) -> str:
    """What was recorded, and what is held of the feature, if one is named."""
    lines = [line for each in proof.recorded for line in _recorded(each)]
    if not proof.feature or not proof.digest:
        return "".join(line + "\n" for line in [*lines, f"evidence is in {proof.store}"])
    if lines:
        lines.append("")
    feature, state = proof.feature, proof.digest
    code = f"digest {state.value[:12]}, {counted(state.files, 'file')}"
    at = f" at commit {state.commit[:12]}" if state.commit else ", no commit"
    lines.append(f"{style.bold(harmless(feature.name))}  {code}{at}")
    if state.changed and state.commit:
        lines.append(
            style.yellow(f"  {counted(len(state.changed), 'file')} with uncommitted changes: ")
            + ", ".join(map(harmless, state.changed[:3]))
            + (" …" if len(state.changed) > 3 else "")
        )
    for one in proof.examples:
        if one.outcome not in ("passed", "skipped"):
            why = one.why.strip().splitlines()[-1:]
            lines.append(f"  {style.red(one.outcome)} {harmless(f'{one.subject} {why[0]}')}")
    if not proof.held:
        lines.append("  nothing is known of the code as it is now")
    lines += [f"  {_state(each)}" for each in proof.held]
    lines += [
        style.dim(f"  {_state(each)}, stale: for digest {each.digest[:12]}") for each in proof.stale
    ]
    lines.append(f"  evidence is in {harmless(proof.store)}")
    text = "".join(line + "\n" for line in lines)
    if proof.verdict is None:
        return text
    return f"{text}\n{verdict(proof.verdict, style=style, width=width)}"


def facts(digest: str, stored: Sequence[Stored], *, style: Style, width: int = 120) -> str:
    """A table of facts, newest first; CODE says which are about the code with ``digest``."""
    if not stored:
        return "nothing is recorded\n"
    corrected = {each.fact.corrects for each in stored}
    rows = [_row(each, digest) for each in stored]
    most = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    others = sum(most) - most[_SUBJECT] + 2 * (len(most) - 1)
    most[_SUBJECT] = min(most[_SUBJECT], max(_NARROWEST, width - others))
    lines = [style.dim(_line(_HEADINGS, most))]
    for each, row in zip(stored, rows, strict=True):
        line = _line(row, most)
        lines.append(style.dim(line) if each.id in corrected else line)
        if each.fact.corrects:
            lines.append(f"      corrects fact {each.fact.corrects}: {_reason(each.fact)}")
    return "".join(line + "\n" for line in lines)


def _recorded(recorded: Recorded) -> list[str]:
    name = f"{harmless(recorded.file)} ({recorded.title})"
    lines = []
    for feature, counts in recorded.counts.items():
        parts = [f"{counts[outcome]:,} {outcome}" for outcome in _ORDER if counts.get(outcome)]
        told = f"{counted(sum(counts.values()), 'fact')} about {harmless(feature)}"
        lines.append(f"recorded {told} from {name}: {', '.join(parts)}")
    lines += [
        f"{name} was recorded of {harmless(feature)} before: not counted again"
        for feature in recorded.already
    ]
    return lines or [f"{name}: nothing about it in there"]


def _state(held: Stale) -> str:
    return f"{held.kind}: {counted(held.facts, 'fact')}, newest {held.time}"


def _row(stored: Stored, digest: str) -> tuple[str, ...]:
    fact = stored.fact
    value = "" if fact.value is None else f"{fact.value:g}{f' {fact.unit}' if fact.unit else ''}"
    if fact.size is not None:
        value += f" at {fact.size:g}"
    if fact.variant:
        value += f" {fact.variant}"
    code = "now" if fact.digest == digest else "stale"
    texts = (fact.kind, fact.outcome, fact.subject, value.strip(), code, fact.run)
    return (str(stored.id), fact.time, *map(harmless, texts))


def _line(cells: Sequence[str], most: Sequence[int]) -> str:
    # The end of a test's id tells more than its beginning.
    cut = [
        c if len(c) <= m else f"…{c[len(c) - m + 1 :]}" for c, m in zip(cells, most, strict=True)
    ]
    return "  ".join(c.ljust(m) for c, m in zip(cut, most, strict=True)).rstrip()


def _reason(fact: Fact) -> str:
    try:
        detail = json.loads(fact.detail)
        return harmless(str(detail["reason"]))
    except (ValueError, KeyError, TypeError):
        return "no reason is given"
