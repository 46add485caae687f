"""Reads a TOML file: values, and the line of every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.declare.toml_lines import Where


class TomlSource(NamedTuple):
    """The values of a TOML file, and the lines on which they are written."""

    path: str
    values: dict[str, Any]
    lines: dict[Where, int]


def read_toml(data: bytes, path: str) -> TomlSource:
    """The values and lines of ``data``; ``path`` is only named in mistakes.

    A byte order mark and CRLF line ends are read like any other file, because editors
    write them unasked.

    Raises:
        Mistake: not UTF-8, no TOML, the same key twice; with the line.
    """
    text = _decoded(data, path)
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column, why = _place(str(error), text)
        raise Mistake(
            f"this is no valid TOML: {why} (column {column})",
            "Correct this line; https://toml.io shows how values are written.",
            path,
            line,
        ) from None
    except RecursionError:
        raise Mistake(
            "this is nested too deeply to be read", "Write it with fewer levels.", path, 1
        ) from None
    from coldframe.declare.toml_lines import lines_of

    return TomlSource(path, values, lines_of(text.replace("\r\n", "\n")))


def _decoded(data: bytes, path: str) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"this is not UTF-8: byte 0x{data[error.start]:02x}"
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            what = "this is UTF-16, but TOML is always UTF-8"
        line = data.count(b"\n", 0, error.start) + 1
        raise Mistake(what, "Save the file as UTF-8.", path, line) from None


def _place(message: str, text: str) -> tuple[int, int, str]:
    """Line, column and reason, taken out of a message of ``tomllib``."""
    import re

    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if match is None:
        lines = text.rstrip("\r\n").split("\n")
        why = message.removesuffix(" (at end of document)")
        return len(lines), len(lines[-1]) + 1, f"{why} at the end"
    return int(match.group(1)), int(match.group(2)), message[: match.start()]
