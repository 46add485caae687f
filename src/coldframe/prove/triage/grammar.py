"""Which of the lines after ``Traceback (most recent call last):`` belong to the traceback."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coldframe.prove.triage.block import MARK
from coldframe.prove.triage.records import begins_record

# How Python says that one exception led to another (`traceback` in the standard library).
DURING = b"During handling of the above exception, another exception occurred:"
CAUSE = b"The above exception was the direct cause of the following exception:"
FOLLOWS = (DURING, CAUSE, b"\n", b"  ", b"Traceback (most")
ERROR = re.compile(rb"[A-Za-z_][\w.]*(?:<locals>\.[\w.]*)?(?::|\s*$)|[A-Za-z_][\w.]*\.[A-Z]\w*\b")
_MESSAGE = 8  # lines of a message after its first
_FOREIGN = 20  # lines of others within a traceback


def taken(lines: Sequence[bytes], message: int = _MESSAGE) -> tuple[int, str, set[int]]:
    """How many of ``lines`` are the traceback, what is cut, and which are of somebody else.

    The first line is the mark itself.  A message goes on for at most ``message`` lines.
    """
    grouped = _grouped(lines)
    chained = False
    done = 0  # the number of the line that names the exception; 0: not yet
    skipped: set[int] = set()
    at = 1
    while at < len(lines):
        line = lines[at].rstrip(b"\r")
        if line[:1] in (b" ", b"\t"):
            if done and not grouped and at - done > message and not chained:
                break
            if line.lstrip().startswith(b"File ") and done and not chained:
                break
        elif not line.strip():
            if (done or grouped) and not _chain_follows(lines, at):
                break
        elif line.startswith((DURING, CAUSE)):
            chained, done = True, 0
        elif MARK in line[:70]:
            if not chained or done:
                break
            chained, grouped = False, b"Group" in line
        elif grouped:
            break
        elif not done:
            if begins_record(line):
                foreign = _until_frame(lines, at)
                if not foreign:
                    return at, "end", skipped
                skipped.update(range(at, at + foreign))
                at += foreign
                continue
            if not ERROR.match(line):
                return at, "end", skipped
            done, chained = at, False
        elif begins_record(line) or at - done > message:
            break
        at += 1
    return at, "" if done or grouped else "end", skipped


def joined(lines: Sequence[bytes]) -> bytes:
    """The lines as a text."""
    return b"\n".join(line[:-1] if line.endswith(b"\r") else line for line in lines)


def _grouped(lines: Sequence[bytes]) -> bool:
    return b"Exception Group" in lines[0] or (
        len(lines) > 1 and lines[1].lstrip().startswith(b"| ")
    )


def _chain_follows(lines: Sequence[bytes], at: int) -> bool:
    for line in lines[at + 1 : at + 3]:
        if line.startswith((DURING, CAUSE)):
            return True
        if MARK in line and lines[at - 1].startswith((DURING, CAUSE)):
            return True
        if line.strip():
            return False
    return False


def _until_frame(lines: Sequence[bytes], at: int) -> int:
    """How many lines of others come before the next frame; 0 if none comes."""
    for count, line in enumerate(lines[at : at + _FOREIGN]):
        if MARK in line:
            return 0
        if line.startswith(b'  File "'):
            return count
    return 0
