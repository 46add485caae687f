"""Jupyter notebooks: code cells as one module, text cells as docs."""

from __future__ import annotations

from coldframe.source.python.parse import parse_text
from coldframe.source.references.code import in_code
from coldframe.source.references.docs import docs_lines
from coldframe.source.references.places import Places
from coldframe.source.references.wanted import Wanted


def in_notebook(text: str, path: str, wanted: Wanted) -> tuple[Places, str]:
    """The references in a notebook, at their lines in the file, and why it is inexact.

    Lines that are IPython's own (``%magic``, ``!shell``, ``help?``) are passed over.
    """
    import json

    places = Places(path, text.split("\n"))
    try:
        cells = json.loads(text).get("cells", [])
    except (ValueError, AttributeError, RecursionError):
        return places, "not a readable notebook"
    code: list[str] = []
    numbers: list[tuple[int, int]] = []
    finder = _Finder(places.lines)
    for cell in cells if isinstance(cells, list) else ():
        source = cell.get("source", "") if isinstance(cell, dict) else ""
        lines = _lines(source)
        where = [finder.find(line, json.dumps) for line in lines]
        if cell.get("cell_type") == "code":
            code.extend(_python(lines))
            numbers.extend(where)
        elif cell.get("cell_type") == "markdown":
            found = Places(path, lines)
            docs_lines(lines, wanted, found)
            _move(found, where, places)
    parsed = parse_text("\n".join(code))
    _move(in_code(parsed.tree, parsed.text, path, wanted), numbers, places)
    return places, parsed.inexact


def _lines(source: object) -> list[str]:
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source.rstrip("\n").split("\n") if isinstance(source, str) and source else []


def _python(lines: list[str]) -> list[str]:
    """``lines`` without IPython's own; a ``%%`` cell in another language is dropped whole."""
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("%%") and first[2:].split(" ")[0].strip() not in (
        "time",
        "timeit",
        "capture",
    ):
        return [""] * len(lines)
    out = []
    for line in lines:
        bare = line.strip()
        own = bare[:1] in ("%", "!", "?") or bare.endswith("?")
        out.append(line[: len(line) - len(line.lstrip())] + "pass" if own else line)
    return out


def _move(found: Places, where: list[tuple[int, int]], places: Places) -> None:
    for r in found.references():
        line, column = where[r.line - 1] if r.line <= len(where) else (1, 0)
        key = (line, column + r.column, r.target, r.decided)
        places.found.setdefault(key, r._replace(line=line, column=column + r.column))


class _Finder:
    """Where in the file a cell's lines stand: in order, each on its own line as a rule."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.column = 0

    def find(self, line: str, dumps: object) -> tuple[int, int]:
        """Line, and the column before the text; the last place again if it is not found."""
        for ascii_only in (False, True):
            encoded = dumps(line, ensure_ascii=ascii_only)[1:-1]  # type: ignore[operator]
            column = self.column
            for number in range(self.at, len(self.lines)):
                place = self.lines[number].find(encoded, column) if encoded else -1
                if place >= 0:
                    self.at, self.column = number, place + len(encoded)
                    return number + 1, place
                column = 0
        return self.at + 1, 0
