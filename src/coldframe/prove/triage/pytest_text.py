"""What pytest prints of failures, as the tracebacks that Python would have printed.

Its styles ``long``, ``short`` and ``line`` show places as ``path:line: …`` and the exception on
lines that begin with ``E``; what is not of these is handed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from coldframe.prove.triage.converted import Text
from coldframe.prove.triage.grammar import CAUSE, DURING
from coldframe.prove.triage.journal_text import buffered

_SECTION = re.compile(rb"=+ (FAILURES|ERRORS) =+\s*$")
_OTHER = re.compile(rb"=+ .* =+\s*$")
_TEST = re.compile(rb"_{3,} (.+?) _{3,}\s*$")
_PLACE = re.compile(rb"((?:[A-Za-z]:)?[^\s:]+\.py):(\d+): ?(?:in (.+)|([\w.]*)|.*)\s*$")
_FUNCTION = re.compile(rb"\s*(?:async )?def (\w+)\(")
_ERROR = re.compile(rb"E {3,}(.*)")
_TYPED = re.compile(rb"[A-Za-z_][\w.]*(?::|$)")
_MOST = 20_000  # lines of one failure


def pieces(readinto: Callable[[memoryview], int]) -> Iterator[Text]:
    """The output, with each failure made into a traceback."""
    inside, test = False, b""
    failure: list[bytes] = []
    for line in buffered(readinto):
        section = _SECTION.match(line)
        if section or (inside and _OTHER.match(line)):
            yield from _failure(test, failure)
            inside, test, failure = bool(section), b"", []
        elif inside and (named := _TEST.match(line)):
            yield from _failure(test, failure)
            test, failure = named[1], []
        elif inside and test:
            if len(failure) < _MOST:
                failure.append(line)
        else:
            yield Text(line)
    yield from _failure(test, failure)


def _failure(test: bytes, lines: list[bytes]) -> Iterator[Text]:
    if not lines:
        return
    label = test.decode("utf-8", "replace")
    if any(b"Traceback (most recent call last)" in line for line in lines):
        yield Text(b"ERROR: " + test + b"\n" + b"".join(lines), label)
        return
    stacks: list[tuple[list[bytes], bytes, bytes]] = []
    frames: list[bytes] = []
    function, error, relation = b"<module>", b"", b""
    for line in lines:
        text = line.rstrip()
        if text.startswith((DURING, CAUSE)):
            stacks.append((frames, error, relation))
            relation = text
            frames, error, function = [], b"", b"<module>"
        elif found := _PLACE.match(text):
            if not error or found[4] or not frames:
                name = found[3] or function
                frames.append(b'  File "%s", line %s, in %s' % (found[1], found[2], name))
        elif found := _FUNCTION.match(text):
            function = found[1]
        elif (found := _ERROR.match(text)) and not error:
            error = found[1]
            if not _TYPED.match(error):
                error = b"AssertionError: " + error
        elif text.startswith((b"---- Captured", b"----- Captured")) or re.match(
            rb"-+ Captured", text
        ):
            break
    stacks.append((frames, error, relation))
    out = [b"ERROR: " + test]
    for frames, error, relation in stacks:
        if not frames and not error:
            continue
        if relation:
            out += [b"", relation, b""]
        out += [b"Traceback (most recent call last):", *frames, error or b"Failed"]
    yield Text(b"\n".join(out) + b"\n\n" if len(out) > 1 else b"".join(lines), label)
