"""The findings that were there before: known, not reported, and only ever fewer.

A baseline is a JSON file with one entry per line, sorted, so that two branches that remove
entries merge without conflict.  An entry is a rule, a path, the offending line's text and a
count; line numbers are left out, so that a change above does not matter.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.outcome import Accepted
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.outcome import Outcome

VERSION = 1
_REMEDY = "Delete the file and write it anew: `{1} --baseline {0} --update-baseline`."


class Known(NamedTuple):
    """What a known finding is recognised by."""

    rule: str
    path: str
    feature: str
    text: str


class Comparison(NamedTuple):
    """New findings, known ones, and how many entries of the baseline nothing needs."""

    new: list[Finding]
    known: tuple[Accepted, ...]
    gone: int


def without_known(
    outcome: Outcome, file: str, *, update: bool, command: str = "coldframe check"
) -> Outcome:
    """The outcome without the findings that ``file`` lists; the rest is as ``compare`` says."""
    ran = {rule.name for rule in outcome.rules}
    compared = compare(file, outcome.findings, ran, update=update, command=command)
    return outcome._replace(
        findings=tuple(compared.new),
        accepted=outcome.accepted + compared.known,
        gone=compared.gone,
        baseline=file,
    )


def compare(
    file: str,
    findings: Sequence[Finding],
    ran: Collection[str],
    *,
    update: bool = False,
    command: str = "coldframe check",
) -> Comparison:
    """Tell new findings from those that the baseline ``file`` lists.

    ``ran`` names the rules that ran: entries of others are neither used nor gone.  With
    ``update`` the entries that nothing needs are taken out; new findings are added only if
    there is no file yet, so that the list can only shrink.  Raises Mistake for a file that is
    missing (without ``update``), is no baseline, or cannot be written; ``command`` writes it.
    """
    listed = _read(file, command)
    if listed is None:
        if not update:
            raise Mistake(
                f"there is no baseline {file}",
                f"Write it from what is found now: `{command} --baseline {file}"
                " --update-baseline`.",
            )
        listed = {}
        for finding in findings:
            listed[_recognise(finding)] = listed.get(_recognise(finding), 0) + 1
        _write(file, listed)
    left = dict(listed)
    new: list[Finding] = []
    known: list[Accepted] = []
    for finding in findings:
        entry = _recognise(finding)
        if left.get(entry, 0) > 0:
            left[entry] -= 1
            known.append(Accepted(finding, f"known in {file}"))
        else:
            new.append(finding)
    unneeded = {entry: n for entry, n in left.items() if n and entry.rule in ran}
    if update and unneeded:
        for entry, count in unneeded.items():
            listed[entry] -= count
        _write(file, listed)
        unneeded = {}
    return Comparison(new, tuple(known), sum(unneeded.values()))


def _recognise(finding: Finding) -> Known:
    return Known(finding.rule, finding.path, finding.feature, finding.text)


def _read(file: str, command: str) -> dict[Known, int] | None:
    import json

    try:
        with open(file, encoding="utf-8") as stream:
            content = json.load(stream)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Mistake(f"the baseline {file} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise Mistake(f"{file} is no baseline: {error}", _REMEDY.format(file, command)) from None
    if not isinstance(content, dict) or content.get("coldframe_baseline") != VERSION:
        raise Mistake(
            f"{file} is no baseline of this version of Coldframe", _REMEDY.format(file, command)
        )
    listed: dict[Known, int] = {}
    try:
        for entry in content["known"]:
            if entry:
                known = Known(*(str(entry.get(key, "")) for key in Known._fields))
                listed[known] = listed.get(known, 0) + int(entry.get("count", 1))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Mistake(f"{file} has an entry that is none", _REMEDY.format(file, command)) from None
    return listed


def _write(file: str, listed: dict[Known, int]) -> None:
    import json

    lines = []
    for known, count in sorted(listed.items()):
        if count > 0:
            entry: dict[str, object] = {k: v for k, v in known._asdict().items() if v}
            if count > 1:
                entry["count"] = count
            lines.append("    " + json.dumps(entry) + ",\n")
    # The empty last entry lets every other line end in a comma: a merge of two branches
    # that each took out the last line would break the file otherwise.
    content = (
        f'{{\n  "coldframe_baseline": {VERSION},\n  "known": [\n{"".join(lines)}    {{}}\n  ]\n}}\n'
    )
    beside = f"{file}.{os.getpid()}.new"
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
        os.replace(beside, file)
    except OSError as error:
        raise Mistake(f"the baseline {file} cannot be written: {error.strerror}") from None
    finally:
        if os.path.exists(beside):
            os.unlink(beside)
