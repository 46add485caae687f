"""The files of an Alembic environment of a project's own, made out of those of its host.

The host's ``env.py`` knows how one gets at the database; what changes is the version table, and
which tables autogenerate looks at.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.rewrite.splice import Splice, spliced

_WHY = "what is the project's own"
_WIDTH = 100  # of a line, beyond which a call gets one argument in each
_FILTER = re.compile(rb"""include_object(?:=|": )is_own\b""")
_OPTIONS = {"version_table": "VERSION_TABLE", "include_object": "is_own"}


class EnvText(NamedTuple):
    """``env.py``, and the places of it (line, text) where the host had something of its own."""

    data: bytes
    replaced: tuple[tuple[int, str], ...]


def env_text(
    data: bytes, path: str, version_table: str, tables: Sequence[str], models: Sequence[str]
) -> EnvText:
    """The host's ``env.py`` for a list of its own.

    ``tables`` are names or patterns of those that are the project's, ``models`` the modules that
    define them.  Raises Mistake, at ``path`` in the host, for one that cannot be followed.
    """
    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError) as error:
        raise Mistake(f"it cannot be read: {error}", "Repair it first.", path) from None
    calls = list(_calls(module))
    if not calls:
        raise Mistake(
            "no call of context.configure was found in it",
            "Leave the list to a person: --migrations leave",
            path,
        )
    text = _Text(data)
    splices: list[Splice] = []
    theirs: list[str] = []  # by call, what the host said there
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        splices.append(_configured(call, text))
        said = [each for each in call.keywords if each.arg == "include_object"]
        theirs.append(text.line(said[0].value.lineno) if said else "")
    splices += _definitions(module, text, version_table, tables, models)
    after = spliced(data, splices)
    lines = [n for n, line in enumerate(after.splitlines(), 1) if _FILTER.search(line)]
    told = ((n, said) for n, said in zip(lines, theirs, strict=True) if said)
    return EnvText(after, tuple(told))


class _Text:
    """Bytes, and where in them a place of a syntax tree is."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.lines = data.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.end = b"\r\n" if data.split(b"\n", 1)[0].endswith(b"\r") else b"\n"

    def at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def span(self, node: ast.expr | ast.keyword) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)

    def line(self, number: int) -> str:
        return self.lines[number - 1].decode("utf-8", "replace").strip()

    def indent(self, place: int) -> bytes | None:
        """What stands before ``place`` in its line, if that is only space."""
        start = self.data.rfind(b"\n", 0, place) + 1
        before = self.data[start:place]
        return before if not before.strip() else None


def _calls(module: ast.Module) -> Iterator[ast.Call]:
    """The calls of ``context.configure``."""
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "configure"
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "context"
        ):
            yield node


def _configured(call: ast.Call, text: _Text) -> Splice:
    """The edit that gives one call of ``context.configure`` what is the project's own."""
    given = {each.arg for each in call.keywords}
    missing = [f"{name}={value}".encode() for name, value in _OPTIONS.items() if name not in given]
    arguments: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    arguments.sort(key=text.span)
    said = [_argument(each, text) for each in arguments]
    if None in given:  # unpacked from something that may have them, too
        missing = []
    end = text.span(call)[1]
    start = text.span(call.func)[1]
    if not arguments:
        return Splice(start, end, b"(" + b", ".join(missing) + b")", _WHY)
    first, last = text.span(arguments[0])[0], text.span(arguments[-1])[1]
    own = text.lines[call.lineno - 1]
    margin = own[: len(own) - len(own.lstrip())]
    together = b", ".join([*said, *missing])
    if call.lineno == call.end_lineno and len(own) + len(together) - (last - first) > _WIDTH:
        lines = [margin + b"    " + each + b"," for each in (*said, *missing)]
        return Splice(start, end, text.end.join([b"(", *lines, margin + b")"]), _WHY)
    indent = text.indent(text.span(arguments[-1])[0])
    between = b", " if indent is None else b"," + text.end + indent
    new = text.data[first:last]
    for each, words in reversed(list(zip(arguments, said, strict=True))):
        at, to = (place - first for place in text.span(each))
        new = new[:at] + words + new[to:]
    return Splice(first, last, between.join([new, *missing]), _WHY)


def _argument(argument: ast.expr | ast.keyword, text: _Text) -> bytes:
    """One argument of ``context.configure`` as it shall be."""
    start, end = text.span(argument)
    if isinstance(argument, ast.keyword) and argument.arg in _OPTIONS:
        return f"{argument.arg}={_OPTIONS[argument.arg]}".encode()
    if isinstance(argument, ast.keyword) and argument.arg is None:
        inner = slice(*text.span(argument.value))
        more = "".join(f', "{name}": {value}' for name, value in _OPTIONS.items())
        return b"**{**" + text.data[inner] + more.encode() + b"}"
    return text.data[start:end]


def _definitions(
    module: ast.Module,
    text: _Text,
    version_table: str,
    tables: Sequence[str],
    models: Sequence[str],
) -> Iterator[Splice]:
    """What stands behind the imports: the version table, the tables, and the filter."""
    patterns = any(set("*?[") & set(each) for each in tables)
    imports = [
        node
        for node in module.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and getattr(node, "module", "") != "__future__"
    ]
    end = text.end.decode()
    imported = {name for node in imports for name in _imported(node)}
    more = [f"import {one}  # noqa: F401" for one in models if one not in imported]
    if patterns:
        first = imports[0] if imports else None
        line = f"from fnmatch import fnmatchcase{end}"
        if first is None:
            more.insert(0, line.rstrip())
        else:
            top = next(iter(_imported(first))).partition(".")[0]
            line += "" if top in sys.stdlib_module_names else end
            at = text.at(first.lineno, 0)
            yield Splice(at, at, line.encode(), "an import")
    before = imports or module.body[:1]  # the docstring, or whatever stands first
    last = before[-1].end_lineno or 1 if before else 1
    at = text.starts[min(last, len(text.starts) - 1)]
    owns = "any(fnmatchcase(name, each) for each in TABLES)" if patterns else "name in TABLES"
    lines = [
        *more,
        "",
        "# The project's own tables; the others in the same database are the host's.",
        f"TABLES = ({', '.join(map(_quoted, tables))},)",
        f"VERSION_TABLE = {_quoted(version_table)}",
        "",
        "",
        "def is_own(thing, name, kind, reflected, other):",
        '    """What autogenerate compares, so that it never touches a table of the host."""',
        f'    return kind != "table" or {owns}',
    ]
    following = text.data[at:]
    blank = following[: len(following) - len(following.lstrip(b"\r\n"))].count(b"\n")
    lines += [""] * (2 - blank if following.strip() else 0)
    yield Splice(at, at, (end.join(lines) + end).encode(), _WHY)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The names of modules that an import may load."""
    if isinstance(node, ast.ImportFrom):
        yield node.module or ""
        for alias in node.names:
            yield f"{node.module}.{alias.name}"
    else:
        for alias in node.names:
            yield alias.name


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def ini_text(data: bytes, location: str, *, logging: bool) -> bytes:
    """``alembic.ini`` of the project, whose environment is in ``location`` (beside that file).

    Of the host's file, ``data``, everything else is kept.  Without one, there are no settings
    but, with ``logging``, those that ``env.py`` reads.
    """
    where = f"script_location = %(here)s/{location}"
    if not data:
        return f"[alembic]\n{where}\n{_LOGGING if logging else ''}".encode()
    text = data.decode("utf-8", "surrogateescape")
    value = r"[ \t]*[=:][^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*"
    text = re.sub(rf"^script_location{value}", lambda _: where, text, count=1, flags=re.MULTILINE)
    text = re.sub(rf"^version_locations{value}\r?\n?", "", text, count=1, flags=re.MULTILINE)
    return text.encode("utf-8", "surrogateescape")


_LOGGING = """
[loggers]
keys = root

[handlers]
keys = console

[formatters]
keys = plain

[logger_root]
level = WARNING
handlers = console

[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain

[formatter_plain]
format = %(levelname)s [%(name)s] %(message)s
"""


def template_text() -> bytes:
    """``script.py.mako`` as ``alembic init`` writes it, for a host that has none."""
    import os

    import alembic

    folder = os.path.dirname(alembic.__file__ or "")
    with open(os.path.join(folder, "templates/generic/script.py.mako"), "rb") as file:
        return file.read()
