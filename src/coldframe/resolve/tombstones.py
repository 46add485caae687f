"""Writes the record of an ended feature into ``ended.toml`` of its preview tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.declare.tombstone import FILE, parse_tombstones
from coldframe.resolve.declaring.written_toml import line_text, value_text
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import PreviewTree
    from coldframe.declare.tombstone import Tombstone

_HEAD = """\
# Features that are in this package no more, and what became of them.
# The running code answers to their old names by this file, so it belongs into the wheel.
"""
_KEYS = (
    "feature", "release", "ending", "reason", "successor", "aliases_until", "tables", "revisions"
)  # fmt: skip
_TABLES = ("names", "entry_points", "options")


def with_tombstone(data: bytes | None, stone: Tombstone) -> bytes:
    """The text of ``ended.toml`` with one record more; None: there is no such file yet.

    What is written already stays as it is, byte for byte.  A record that is there already is
    not written again.  Mistakes name ``stone.path``.

    Raises Mistake: a file that cannot be read or added to, a record that nobody could read, or
    that says something else than an earlier one of the same feature and release.
    """
    path = stone.path or FILE
    before = _HEAD.encode() if data is None else data
    earlier = parse_tombstones(before, path)
    if any(_said(old) == _said(stone) for old in earlier):
        return before
    _refuse_list(before, path)
    _refuse_other_ending(earlier, stone)
    newline = "\r\n" if before.partition(b"\n")[0].endswith(b"\r") else "\n"
    text = before.decode("utf-8")
    gap = "" if not text.strip("\ufeff") else "\n" if text.endswith("\n") else "\n\n"
    if text.endswith(("\n\n", "\n\r\n")):
        gap = ""
    after = text + (gap + _record(stone)).replace("\n", newline)
    try:
        parse_tombstones(after.encode(), path)
    except Mistake as fault:  # at a line that nobody has written yet
        raise Mistake(fault.what, fault.remedy) from None
    return after.encode()


def without_tombstone(data: bytes, stone: Tombstone) -> bytes | None:
    """The text without the record ``stone``; None if nothing else is recorded in the file.

    Everything else stays, byte for byte: what ``with_tombstone`` added goes without a trace.
    """
    from coldframe.resolve.metadata.toml_text import TomlText

    text = data.decode("utf-8")
    toml = TomlText(text.removeprefix("\ufeff"))
    shift = len(text) - len(toml.text)
    heads = [head.start for head in toml.headers if head.array and head.where[:1] == ("ended",)]
    start = next((h for h in heads if toml.text.count("\n", 0, h) + 1 == stone.line), None)
    if start is None:
        return data
    end = next((head for head in heads if head > start), len(toml.text))
    while end > start and end < len(toml.text):  # comments right above the next record are its
        above = toml.text.rfind("\n", 0, end - 1) + 1
        if not toml.text[above:end].lstrip().startswith("#"):
            break
        end = above
    head, tail = text[: start + shift], text[end + shift :]
    if not tail:
        for newline in ("\r\n", "\n"):
            if head.endswith(newline * 2):
                head = head.removesuffix(newline)
                break
    after = head + tail
    return None if "".join(after.split()) == "".join(_HEAD.split()) else after.encode()


def tombstone_edit(host: Host, tree: PreviewTree, stone: Tombstone) -> Edit:
    """The edit that adds ``stone`` to the records of ``tree``; it may change nothing."""
    path = f"{tree.path}/{FILE}"
    before = host.tree.read(path) if host.tree.exists(path) else None
    after = with_tombstone(before, stone._replace(path=path))
    return Edit(path, before, after, "Tombstone")


def _said(stone: Tombstone) -> Tombstone:
    """``stone`` as it is written, wherever that is."""
    return stone._replace(path="", line=0)


def _record(stone: Tombstone) -> str:
    """One record, with a key per line; keys without a value are left out."""
    values = stone._asdict()
    lines = ["[[ended]]", *(line_text(key, values[key]) for key in _KEYS if values[key])]
    for key in _TABLES:
        if values[key]:
            # A sub-table of an array belongs to its last element, and so to this record.
            lines += ["", f"[ended.{key}]"]
            lines += [f"{value_text(old)} = {value_text(new)}" for old, new in values[key].items()]
    return "\n".join(lines) + "\n"


def _refuse_other_ending(earlier: tuple[Tombstone, ...], stone: Tombstone) -> None:
    for old in earlier:
        if old[:2] == stone[:2]:
            raise Mistake(
                f"{stone.feature!r} ended in {stone.release} already: {old.ending}",
                "Take this record out if it is wrong; a feature ends once in a release.",
                old.path,
                old.line,
            )


def _refuse_list(data: bytes, path: str) -> None:
    """Refuse records that are written as a list: TOML lets nothing be added to it from below."""
    from coldframe.resolve.metadata.toml_text import TomlText

    written = TomlText(data.decode("utf-8-sig")).item(("ended",))
    if written is not None:
        from coldframe.declare.toml_source import read_toml

        raise Mistake(
            "the records are a list, to which none can be added",
            "Write each of them below a line [[ended]] of its own.",
            path,
            read_toml(data, path).lines["ended",],
        )
