"""A traceback taken apart: its stacks of frames, and the exception at the end of each."""

from __future__ import annotations

import re
from typing import NamedTuple

from coldframe.prove.triage.grammar import CAUSE, DURING

_MARK = "Traceback (most recent call last)"
_FRAME = re.compile(r'\s*File "([^"\n]*)", line (\d+)(?:, in (.*))?$')
_ERROR = re.compile(r"([A-Za-z_][\w.]*(?:<locals>\.[\w.]*)?)(?:\s*:\s?(.*)|\s*)$")
_PART = re.compile(r"^\s*(?:\| |\+-)*\+?-*\+-+ (?:\d+|\.\.\.) -+")
_NOTE = "Preview features: "


class Frame(NamedTuple):
    """One call: the file as the log names it, the line, the function."""

    path: str
    line: int
    function: str


class Stack(NamedTuple):
    """Frames, the outermost first, and the exception that left them.

    ``kind`` is the exception's type without its module, ``""`` if the log ends before it.
    ``relation`` says what the stack before it in the text has to do with it: ``"cause"``,
    ``"context"`` or ``""``.  ``noted`` is the feature that Coldframe's runtime noted as culprit.
    """

    frames: tuple[Frame, ...]
    kind: str
    message: str
    relation: str = ""
    noted: str = ""


class Trace(NamedTuple):
    """One failure: its stacks as the text has them, the first exception first.

    ``within`` are the frames of the groups that it was a part of.
    """

    stacks: tuple[Stack, ...]
    within: tuple[Frame, ...] = ()


def traces(body: str) -> list[Trace]:
    """The failures in the text of one block: one, or one per part of an exception group."""
    if "Exception Group Traceback" not in body:
        return [Trace(tuple(_stacks(body)))]
    parts, frames = _parts(body)
    found = [Trace(tuple(_stacks(part)), frames) for part in parts]
    return [trace for trace in found if trace.stacks] or [Trace(tuple(_stacks(_flat(body))))]


def _flat(body: str) -> str:
    return "\n".join(re.sub(r"^\s*[|+] ?(?=\s*\S)", "", line) for line in body.splitlines())


def _parts(body: str) -> tuple[list[str], tuple[Frame, ...]]:
    """The texts of the innermost parts of a group, and the frames around them.

    A part stands between two rules (``+---- 1 ----``), deeper than the group that it is in.
    """
    parts: list[list[str]] = []
    frames: list[Frame] = []
    current: list[str] | None = None
    for line in body.splitlines():
        if _PART.match(line) or re.match(r"^\s*\+-{3,}\s*$", line):
            if "+-+" in line and current is not None and current in parts:
                parts.remove(current)  # it is a group: what follows are its parts
                frames += (frame for text in current if (frame := _frame(text)))
            current = None if not _PART.match(line) else []
            if current is not None:
                parts.append(current)
            continue
        bare = re.sub(r"^\s*[|+] ?", "", line) if re.match(r"^\s*[|+]", line) else line
        bare = re.sub(r"^\s*[|+] ", "", bare) if re.match(r"^\s*[|+] ", bare) else bare
        if "Exception Group Traceback" in bare:
            # What was begun is a group of its own: its frames surround what follows.
            if current is not None and current in parts:
                parts.remove(current)
            current = None
            continue
        if current is None:
            if frame := _frame(bare):
                frames.append(frame)
        else:
            current.append(bare)
    return ["\n".join(part) for part in parts], tuple(frames)


def _frame(line: str) -> Frame | None:
    match = _FRAME.match(line)
    return Frame(match[1], int(match[2]), (match[3] or "").strip()) if match else None


def _stacks(body: str) -> list[Stack]:
    found: list[Stack] = []
    relation = following = ""
    frames: list[Frame] = []
    kind = message = noted = ""
    during, cause = DURING.decode(), CAUSE.decode()

    def finish() -> None:
        nonlocal frames, kind, message, noted, relation
        if frames or kind:
            found.append(Stack(tuple(frames), kind, message, relation, noted))
        frames, kind, message, noted, relation = [], "", "", "", ""

    for line in body.splitlines():
        if line.startswith((during, cause)):
            finish()
            following = "context" if line.startswith(during) else "cause"
        elif _MARK in line:
            if frames or kind:
                finish()
            relation, following = following, ""
        elif line[:1] in (" ", "\t") and not kind:
            if frame := _frame(line):
                frames.append(frame)
        elif not kind and line.strip():
            match = _ERROR.match(line)
            if match:
                kind, message = match[1].rpartition(".")[2], (match[2] or "").strip()
            else:
                kind, _, message = line.partition(" ")
                kind = kind.strip(":").rpartition(".")[2]
            if not following and not relation and found:
                relation = "context"
        elif kind and line.strip().startswith(_NOTE):
            match = re.search(r"Preview features: '([^']+)' raised this", line)
            noted = match[1] if match else noted
        elif kind and not message:
            message = line.strip()
    finish()
    return found
