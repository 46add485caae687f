"""Merges two lists of namespaces, as the generators of configuration samples read them."""

from __future__ import annotations

import re

_NAMESPACE = re.compile(rb"\s*namespace\s*=\s*(.*?)\s*")


def merged(host: bytes, other: bytes) -> bytes | None:
    """``host`` with the namespaces of ``other`` below its own.

    None if the two differ in anything else, or if one of them lists no namespace.
    """
    lines = host.splitlines(keepends=True)
    own = [number for number, line in enumerate(lines) if _NAMESPACE.fullmatch(line.strip())]
    added = [line.strip() for line in other.splitlines() if _NAMESPACE.fullmatch(line.strip())]
    if not own or not added or not _rest(other) <= _rest(host):
        return None
    known = {_name(lines[number]) for number in own}
    last = lines[own[-1]]
    end = last[len(last.rstrip(b"\r\n")) :] or b"\n"
    new = [line + end for line in added if _name(line) not in known]
    if new and not last.endswith((b"\n", b"\r")):  # the file ends without a newline
        lines[own[-1]], new[-1] = last + end, new[-1].removesuffix(end)
    lines[own[-1] + 1 : own[-1] + 1] = new
    return b"".join(lines)


def _name(line: bytes) -> bytes:
    found = _NAMESPACE.fullmatch(line.strip())
    return found[1] if found else b""


def _rest(data: bytes) -> set[bytes]:
    """The lines that set something else; how they are spaced does not matter."""
    found = set()
    for line in data.splitlines():
        bare = b"".join(line.split())
        if bare and not bare.startswith((b"#", b";")) and not _NAMESPACE.fullmatch(line.strip()):
            found.add(bare)
    return found
