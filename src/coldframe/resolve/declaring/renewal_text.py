"""Writes a renewal into a declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.declaration_file import parse_declaration
from coldframe.declare.mistake import Mistake
from coldframe.resolve.declaring.written_toml import line_text, value_text
from coldframe.resolve.metadata.toml_edit import with_last
from coldframe.resolve.metadata.toml_text import TomlText

if TYPE_CHECKING:
    from coldframe.declare.feature import Renewal


def with_renewal(data: bytes, renewal: Renewal, path: str) -> bytes:
    """The declaration ``data`` with one renewal more, the rest byte for byte as it is.

    It goes below the last one, else above the claims, else to the end.  ``path`` is named in
    mistakes.  Raises Mistake for a declaration that cannot be read.
    """
    before = parse_declaration(data, path)
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    after = mark + _added(data[len(mark) :].decode(), renewal).encode()
    found = parse_declaration(after, path)
    renewals = [(one.until, one.spec) for one in (*before.renewals, renewal)]
    same = found._replace(renewals=(), lines={}) == before._replace(renewals=(), lines={})
    if not same or [(one.until, one.spec) for one in found.renewals] != renewals:
        raise Mistake(
            "a renewal cannot be added without touching what is written here",
            f"Add it by hand: [[renewals]] with until = {value_text(renewal.until)} and"
            f" spec = {value_text(renewal.spec)}.",
            path,
        )
    return after


def _added(text: str, renewal: Renewal) -> str:
    toml = TomlText(text)
    pairs = [line_text(key, value) for key, value in _written(renewal).items()]
    if toml.item(("renewals",)) is not None:
        return with_last(text, ("renewals",), f"{{ {', '.join(pairs)} }}")
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    block = "".join(line + newline for line in ["[[renewals]]", *pairs])
    last = next((h for h in reversed(toml.headers) if h.where[0] == "renewals"), None)
    if last is not None:
        at = toml.line_end(max([last.end, *(item.end for item in toml.body(last))]))
        return _between(text, at, block, newline)
    claims = next((h for h in toml.headers if h.where[0] == "claims"), None)
    return _between(text, _above(toml, claims.start) if claims else len(text), block, newline)


def _written(renewal: Renewal) -> dict[str, str]:
    return {"until": renewal.until, "spec": renewal.spec}


def _above(toml: TomlText, at: int) -> int:
    """Where the line that ``at`` is in begins, or the comment on it."""
    start = toml.line_start(at)
    while start:
        above = toml.line_start(start - 1)
        if not toml.text[above:start].lstrip(" \t").startswith("#"):
            break
        start = above
    return start


def _between(text: str, at: int, block: str, newline: str) -> str:
    """``text`` with ``block`` at ``at``, a blank line above and below it."""
    above, below = text[:at], text[at:]
    if above and not above.endswith("\n"):
        above += newline
    gap = newline if above and not above.endswith(("\n\n", "\n\r\n")) else ""
    end = newline if below and not below.startswith(("\n", "\r\n")) else ""
    return above + gap + block + end + below
