"""Configuration: INI, TOML, YAML, JSON, XML, and the packaging metadata among them.

Read as text, line by line: which format a file is in matters little to where a dotted
name can stand, and nothing is lost when a file is broken or templated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coldframe.source.references.commands import in_command, is_given
from coldframe.source.references.pieces import Verdict
from coldframe.source.references.places import Places
from coldframe.source.references.wanted import Wanted

_SECTION = re.compile(r"^\s*\[{1,2}\s*([^\[\]]+(?:\[[^\]]*\])?[^\[\]]*)\s*\]{1,2}\s*(?:[#;].*)?$")
_YAML_KEY = re.compile(r"^\s*(?:- )*([\w.-]+):(?:\s|$)")
_COMMAND_KEY = re.compile(r"commands?|cmd|run|entrypoint|script|exec\w*|addopts", re.I)
_KEY = re.compile(r"^([\w.\-\"' ]+?)\s*[:=](?:\s|$|[^:])")
_ENTRY_SECTION = re.compile(r"entry[-_]points?\b|\bscripts$|gui-scripts|\bplugins\b", re.I)
_ENTRY_FILE = ("entry_points.txt",)
# Fences name what they fence off; a wheel's list of packages names what it holds.
_FENCES = re.compile(
    r"tool\.coldframe|import-?linter|tool\.tach|banned-(?:api|module)|\bcoldframe\b"
)
_PACKAGING = frozenset(
    ("packages", "package_data", "package-data", "package_dir", "package-dir", "only-include",
     "include", "exclude", "namespaces", "py_modules", "py-modules")
)  # fmt: skip
_ASSIGNED = re.compile(r"\s*=(?!=)|:\s")
_LONG = 5000  # characters
_HASH_COMMENT = re.compile(r"(?:^|\s)[#].*$")
_PLAIN_WORD = re.compile(r"(?:^|\s)[^\W\d_]+[,;:!?]?(?=\s|$)")


def in_configuration(text: str, path: str, wanted: Wanted) -> Places:
    """The dotted names that are values, or keys, in a configuration file."""
    places = Places(path, text.split("\n"))
    name = path.rsplit("/", 1)[-1]
    pattern = token_pattern(wanted)
    suffix = name.rsplit(".", 1)[-1]
    for number, line, section, key in keyed_lines(places.lines, name):
        if not any(leaf in line for leaf in wanted.leaves):
            continue
        if is_fence(section) or (key in _PACKAGING and name in _PACKAGING_FILES):
            continue
        for found in pattern.finditer(line):
            target = wanted.target(found[0])
            piece, start, end = near(line, *found.span())
            if not target or commented(piece, start, suffix):
                continue
            if _COMMAND_KEY.fullmatch(key):
                if not is_given(piece, start, end):
                    continue
                form = "command"
            elif in_command(piece, start):
                form = "command"
            elif not stands_alone(piece, start, end):
                continue
            elif holds_entry_points(section, key):
                form = "entry_point"
            else:
                form = "configuration"
            known = form in ("entry_point", "command") or wanted.known(target)
            places.at(number, found.start() + 1, form, Verdict(target, known))
    return places


def keyed_lines(lines: list[str], name: str) -> Iterator[tuple[int, str, str, str]]:
    """Each line that is no comment, with its number, and the section and key it stands under.

    ``name`` is the file's: it tells which of the formats it is in.
    """
    suffix = name.rsplit(".", 1)[-1]
    ini = suffix in ("ini", "cfg", "conf", "toml", "txt", "properties", "in")
    section, key = ("entry_points" if name in _ENTRY_FILE else ""), ""
    for number, line in enumerate(lines, 1):
        if ini and line.lstrip()[:1] in ("#", ";"):
            continue
        header = _SECTION.match(line[:500]) if ini else None
        if header is not None:
            section, key = (section if name in _ENTRY_FILE else header[1].strip()), ""
        elif suffix in ("yaml", "yml"):
            found = _YAML_KEY.match(line)
            if found is not None:
                key = found[1]
        elif line[:1] not in (" ", "\t"):
            found = _KEY.match(line[:200])
            if found is not None:
                key = found[1].strip(" \"'")
        yield number, line, section, key


def is_fence(section: str) -> bool:
    """Whether the section says what may import what, and so names what it fences off."""
    return _FENCES.search(section) is not None


def holds_entry_points(section: str, key: str) -> bool:
    """Whether what stands under them registers entry points."""
    return bool(_ENTRY_SECTION.search(section) or _ENTRY_SECTION.search(key))


_PACKAGING_FILES = ("pyproject.toml", "setup.cfg", "setup.py", "hatch.toml", "poetry.toml")


def token_pattern(wanted: Wanted) -> re.Pattern[str]:
    """A wanted dotted name with all that belongs to it, as a whole word of a line."""
    names = "|".join(re.escape(m).replace(r"\.", r"(?:\\?\.)") for m in wanted.modules)
    return re.compile(
        rf"(?<![\w./\\@`-])(?:{names})(?:\\?\.\w+)*(?:\\?\.\*)?(?::\w[\w.]*)?(?![\w/@-])"
    )


def commented(line: str, start: int, suffix: str) -> bool:
    """Whether a comment begins before ``start``."""
    if suffix in ("json", "ipynb"):
        return False
    before = line[:start]
    if suffix in ("xml", "zcml"):
        return "<!--" in before and "-->" not in before
    found = _HASH_COMMENT.search(before)
    return found is not None and before[: found.start()].count('"') % 2 == 0


def near(line: str, start: int, end: int) -> tuple[str, int, int]:
    """``line`` and the place in it; of a file on one line only the neighbourhood, from a quote."""
    if len(line) <= _LONG:
        return line, start, end
    first = max(0, start - 400)
    first = max(first, *(line.rfind(quote, first, start) for quote in "\"'"))
    return line[first : end + 400], start - first, end - first


def stands_alone(line: str, start: int, end: int) -> bool:
    """Whether the name is a value by itself, or one of a list, and not a word of prose."""
    if not line[:start].strip() and _ASSIGNED.match(line, end):
        return True
    quote = next((q for q in reversed(line[:start]) if q in "\"'"), "")
    before, after = line[:start], line[end:]
    if quote and before.count(quote) % 2 and quote in after:
        cell = before[before.rindex(quote) + 1 :] + "\0" + after[: after.index(quote)]
    else:
        cell = _value(before) + "\0" + after
    if "<" in cell or ">" in cell:
        cell = (
            re.split("[<>]", cell.partition("\0")[0])[-1]
            + "\0"
            + re.split("[<>]", cell.partition("\0")[2])[0]
        )
    if not cell.strip("\0 \t,"):
        return True
    if re.search(r"(?:^|\s)--?[\w-]+[\s=]+\0", cell):
        return True  # the value of a command-line option
    return _PLAIN_WORD.search(cell.replace("\0", "x.y")) is None


def _value(before: str) -> str:
    """What stands before the name in its own value: behind the key and a list's dash."""
    before = before.lstrip().removeprefix("- ")
    found = re.match(r"[\w.\-\"' /]+?\s*(?:=|:\s)\s*", before)
    return before[found.end() :] if found else before
