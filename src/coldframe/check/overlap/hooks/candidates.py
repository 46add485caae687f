"""Which files of features are worth being parsed for hooks: a search of their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

# A text without which there is no such hook, and what its first occurrence must look like.
# Texts that are fixed are found ten times as fast as patterns, and most files have none.
_MARKS: tuple[tuple[bytes, re.Pattern[bytes] | None], ...] = (
    (b"register_", regex(rb"register_(?:error|adapter|converter|archive_format)\b")),
    (b".register", regex(rb"\.register\b")),
    (b"add_constructor", None),
    (b"add_representer", None),
    (b"set_event_loop_policy", None),
    (b"setLoggerClass", None),
    (b"copyreg", None),
    (b"shared_task", None),
    (b"compiles", regex(rb"\bcompiles\(")),
    (b"RuleDefault", None),
    (b"handler(", regex(rb"(?:exception_|error)handler\(")),
    (b"dependency_overrides", None),
    (b"template_", regex(rb"template_(?:filter|global|test)\(")),
    (b"receive", regex(rb"receive(?:s|r)\(")),
    (b"subscribe(", None),
    (b"listen", regex(rb"\blisten(?:s_for)?\(")),
    (b".connect(", None),
    (b"hookimpl", None),
    (b"def pytest_", None),
)
# What gets a value: `.name =`, `["name"] =`, `setattr(x, "name"`.
_PUTS = (
    regex(rb"\.(\w+)[ \t]*=(?!=)"),
    regex(rb"\[([^\[\]\n]+)\][ \t]*=(?!=)"),
    regex(rb"\bsetattr\(\s*([A-Za-z_]\w*)[\w.]*\s*,\s*[\"'](\w+)[\"']"),
)
_IMPORT = regex(rb"import\b([^\n(]*(?:\([^)]*\))?)")
_BEFORE = frozenset({b"if", b"elif", b"else:", b"try:", b"with", b"for"})  # on the same line
_WORD = regex(rb"\w+")


def candidates(host: Host) -> list[tuple[Feature, str]]:
    """The files, each with its feature, with a mark that a file of another feature has, too."""
    files = list(_code(host))
    marks: list[tuple[bytes, int]] = []
    puts: list[tuple[bytes, bytes, int]] = []
    for number, (_, path) in enumerate(files):
        data = host.tree.read(path)
        for text, pattern in _MARKS:
            if text in data and (pattern is None or pattern.search(data)):
                marks.append((text, number))
        puts += ((word, root, number) for word, root in set(_puts(data)))
    shared = _shared(files, ((word, number) for word, _, number in puts))
    imported: dict[int, set[bytes]] = {}
    for word, root, number in puts:
        if word not in shared:
            continue
        if number not in imported:
            imported[number] = _imported(host.tree.read(files[number][1]))
        if root in imported[number]:
            marks.append((b"=" + word, number))
    shared = _shared(files, marks)
    return [files[number] for number in sorted({n for word, n in marks if word in shared})]


def _code(host: Host) -> Iterator[tuple[Feature, str]]:
    for feature in host.features:
        if feature.forwards_to:
            continue
        paths = host.tree.under(feature.path) if feature.is_package else (feature.path,)
        places = host.places
        for path in paths:
            if path.endswith(".py") and not (places.is_test(path) or places.is_migration(path)):
                yield feature, path


def _shared(files: list[tuple[Feature, str]], marks: Iterable[tuple[bytes, int]]) -> set[bytes]:
    """The words that files of two features have."""
    owners: dict[bytes, str] = {}
    shared: set[bytes] = set()
    for word, number in marks:
        module = files[number][0].module
        if owners.setdefault(word, module) != module:
            shared.add(word)
    return shared


def _puts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What gets a value in ``data``, by its last name or its key; and its first name."""
    attributes, members, calls = _PUTS
    for match in attributes.finditer(data):
        at = match.start()
        if data[at - 4 : at] != b"self":
            yield match[1], _root(data, at)
    for match in members.finditer(data):
        yield match[1].strip(b" \"'"), _root(data, match.start())
    if b"setattr(" in data:
        for match in calls.finditer(data):
            yield match[2], match[1]


def _root(data: bytes, at: int) -> bytes:
    """The first part of the dotted name that ends at ``at``; nothing for an annotation."""
    words = data[data.rfind(b"\n", 0, at) + 1 : at].split()
    if not words or words[-1] == b"os.environ" or (len(words) > 1 and words[0] not in _BEFORE):
        return b""
    return words[-1].partition(b".")[0]


def _imported(data: bytes) -> set[bytes]:
    """The words on the import statements of ``data``."""
    return {w for found in _IMPORT.findall(data) for w in _WORD.findall(found)}
