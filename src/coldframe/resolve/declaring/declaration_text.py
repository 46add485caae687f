"""Writes a declaration: a new one, or what is missing in an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.feature import Claims
from coldframe.resolve.declaring.written_toml import line_text

if TYPE_CHECKING:
    from coldframe.declare.feature import Declaration
    from coldframe.resolve.declaring.inferred import Inferred

_ALWAYS = ("title", "summary", "spec", "since", "owners", "target")


def new_declaration(draft: Inferred) -> bytes:
    """The text of a declaration with all that is known, and a comment at each gap."""
    lines = [text for _, text in _keys(draft)]
    claims = _claims(draft)
    if claims:
        lines += ["", "[claims]", *(text for _, text in claims)]
    return ("\n".join(lines) + "\n").encode()


def completed(data: bytes, written: Declaration, draft: Inferred) -> bytes:
    """``data`` with the keys that it lacks; what is written there is left as it is.

    Keys go before the first table, claims into ``[claims]`` or to the end.  A declaration
    whose claims stand in a single line, or under dotted keys, gets no claims.
    """
    newline = "\r\n" if b"\r\n" in data else "\n"
    lines = data.decode("utf-8").split(newline)
    keys = [text for key, text in _keys(draft) if key not in written.lines]
    claims = [text for key, text in _claims(draft) if f"claims.{key}" not in written.lines]
    headers = [number for number, line in enumerate(lines) if _is_header(lines, number, written)]
    first = min([*headers, len(lines)])
    own = next((n for n in headers if lines[n].split("#")[0].strip() == "[claims]"), None)
    if claims and own is not None:
        # Right below its header: the end of a table is not to be told from comments.
        lines[own + 1 : own + 1] = claims
    elif claims and "claims" not in written.lines:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += ["", "[claims]", *claims, ""]
    if keys:
        at = _end_of_keys(lines, min(first, len(lines)), bool(headers))
        lines[at:at] = keys if at or not lines[at:] else [*keys, ""]
        if not headers and not claims and lines[-1]:
            lines.append("")
    after = newline.join("\n".join(lines).split("\n")).encode()
    return after if _holds(after, data) else data


def _end_of_keys(lines: list[str], header: int, is_table: bool) -> int:
    """Where a key can be added above ``header``, and above the comment on it."""
    at = header
    while at and not lines[at - 1].strip():
        at -= 1
    above = at
    while above and (not lines[above - 1].strip() or lines[above - 1].startswith("#")):
        above -= 1
    return above if above and is_table else at


def _holds(after: bytes, before: bytes) -> bool:
    """Whether everything that was written still says the same."""
    import tomllib

    from coldframe.declare.declaration_file import parse_declaration
    from coldframe.declare.mistake import Mistake

    try:
        parse_declaration(after, "")
    except Mistake:
        return False
    new = tomllib.loads(after.decode("utf-8-sig"))
    old = tomllib.loads(before.decode("utf-8-sig"))
    claims = old.pop("claims", {})
    if any(new.get(key) != value for key, value in old.items()):
        return False
    return all(new.get("claims", {}).get(key) == value for key, value in claims.items())


def _is_header(lines: list[str], number: int, written: Declaration) -> bool:
    """Whether a line opens a table, and is not part of a string of several lines."""
    return lines[number].lstrip().startswith("[") and number + 1 in (
        line for key, line in written.lines.items() if _opens(key)
    )


def _opens(key: str) -> bool:
    return key in ("claims", "target") or key.startswith("renewals.")


def _keys(draft: Inferred) -> list[tuple[str, str]]:
    declaration = draft.declaration
    found = []
    for key in (*_ALWAYS, "feedback", "needs"):
        value = getattr(declaration, key)
        if key in _ALWAYS or value:
            found.append((key, line_text(key, value, "" if value else draft.gaps.get(key, ""))))
    return found


def _claims(draft: Inferred) -> list[tuple[str, str]]:
    claims = draft.declaration.claims
    return [
        (key, line_text(key, getattr(claims, key)))
        for key in Claims._fields
        if getattr(claims, key)
    ]
