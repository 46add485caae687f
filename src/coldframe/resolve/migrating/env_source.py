"""An ``env.py`` of Alembic that is to say something more: which tables autogenerate compares."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence

from coldframe.declare.mistake import Mistake
from coldframe.resolve.rewrite.splice import Splice

_WIDTH = 100  # of a line, beyond which a call gets one argument in each
_WHY = "which tables are compared"


class EnvSource:
    """The bytes of one ``env.py``, and where in them things are.

    Raises Mistake, at ``path``, for one that cannot be read or that never configures Alembic.
    """

    def __init__(self, data: bytes, path: str) -> None:
        try:
            self.module = ast.parse(data)
        except (SyntaxError, ValueError) as error:
            raise Mistake(f"it cannot be read: {error}", "Repair it first.", path) from None
        self.calls = sorted(_calls(self.module), key=lambda one: (one.lineno, one.col_offset))
        if not self.calls:
            raise Mistake(
                "no call of context.configure was found in it",
                "Leave the list to a person: --migrations leave",
                path,
            )
        self.data = data
        self.lines = data.splitlines(keepends=True)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line))
        self.end = b"\r\n" if data.split(b"\n", 1)[0].endswith(b"\r") else b"\n"

    def span(self, node: ast.expr | ast.keyword | ast.stmt) -> tuple[int, int]:
        """Where ``node`` begins and ends."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return (
            self._starts[node.lineno - 1] + node.col_offset,
            self._starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def line(self, number: int) -> str:
        """A line, stripped."""
        return self.lines[number - 1].decode("utf-8", "replace").strip()

    def configured(self, call: ast.Call, options: Mapping[str, str]) -> Splice:
        """The edit that gives a call of ``context.configure`` the values of ``options``."""
        given = {each.arg for each in call.keywords}
        missing = [f"{name}={value}".encode() for name, value in options.items()
                   if name not in given and None not in given]  # fmt: skip
        arguments: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
        arguments.sort(key=self.span)
        said = [self._argument(each, options) for each in arguments]
        start, end = self.span(call.func)[1], self.span(call)[1]
        if not arguments:
            return Splice(start, end, b"(" + b", ".join(missing) + b")", _WHY)
        first, last = self.span(arguments[0])[0], self.span(arguments[-1])[1]
        own = self.lines[call.lineno - 1]
        together = b", ".join([*said, *missing])
        if call.lineno == call.end_lineno and len(own) + len(together) - (last - first) > _WIDTH:
            margin = own[: len(own) - len(own.lstrip())]
            lines = [margin + b"    " + each + b"," for each in (*said, *missing)]
            return Splice(start, end, self.end.join([b"(", *lines, margin + b")"]), _WHY)
        indent = self._indent(self.span(arguments[-1])[0])
        between = b", " if indent is None else b"," + self.end + indent
        new = self.data[first:last]
        for each, words in reversed(list(zip(arguments, said, strict=True))):
            at, to = (place - first for place in self.span(each))
            new = new[:at] + words + new[to:]
        return Splice(first, last, between.join([new, *missing]), _WHY)

    def _argument(self, argument: ast.expr | ast.keyword, options: Mapping[str, str]) -> bytes:
        if isinstance(argument, ast.keyword) and argument.arg and argument.arg in options:
            return f"{argument.arg}={options[argument.arg]}".encode()
        start, end = self.span(argument)
        if isinstance(argument, ast.keyword) and argument.arg is None:
            # It may have these options, too, and then the last word counts.
            inner = slice(*self.span(argument.value))
            more = "".join(f', "{name}": {value}' for name, value in options.items())
            return b"**{**" + self.data[inner] + more.encode() + b"}"
        return self.data[start:end]

    def _indent(self, place: int) -> bytes | None:
        """What stands before ``place`` in its line, if that is only space."""
        start = self.data.rfind(b"\n", 0, place) + 1
        before = self.data[start:place]
        return before if not before.strip() else None

    def defined(
        self, lines: Sequence[str], models: Sequence[str] = (), *, matching: bool = False
    ) -> Iterator[Splice]:
        """The edits that put ``lines`` behind the imports.

        ``models`` are modules to be imported as well, and with ``matching`` ``fnmatchcase`` is.
        """
        imports = [
            node
            for node in self.module.body
            if isinstance(node, ast.Import | ast.ImportFrom)
            and getattr(node, "module", "") != "__future__"
        ]
        end = self.end.decode()
        imported = {name for node in imports for name in _imported(node)}
        more = [f"import {one}  # noqa: F401" for one in models if one not in imported]
        if matching and "fnmatch.fnmatchcase" not in imported:
            line = f"from fnmatch import fnmatchcase{end}"
            if imports:
                top = next(iter(_imported(imports[0]))).partition(".")[0]
                line += "" if top in sys.stdlib_module_names else end
                at = self._starts[imports[0].lineno - 1]
                yield Splice(at, at, line.encode(), "an import")
            else:
                more.insert(0, line.rstrip())
        before = imports or self.module.body[:1]  # the docstring, or whatever stands first
        at = self._starts[before[-1].end_lineno or 1]
        following = self.data[at:]
        blank = following[: len(following) - len(following.lstrip(b"\r\n"))].count(b"\n")
        after = [""] * (2 - blank if following.strip() else 0)
        yield Splice(at, at, (end.join([*more, "", *lines, *after]) + end).encode(), _WHY)


def is_one_of(called: str, tables: Sequence[str]) -> str:
    """The expression for ``name`` being one of ``tables``, which is a tuple ``called`` so."""
    if has_patterns(tables):
        return f"any(fnmatchcase(name, each) for each in {called})"
    return f"name in {called}"


def has_patterns(tables: Sequence[str]) -> bool:
    """Whether one of ``tables`` stands for several."""
    return any(set("*?[") & set(each) for each in tables)


def tuple_text(called: str, tables: Sequence[str]) -> list[str]:
    """The lines of Python in which the tuple ``called`` so has ``tables``."""
    quoted = ['"' + each.replace("\\", "\\\\").replace('"', '\\"') + '"' for each in tables]
    comma = "," if len(tables) == 1 else ""
    line = f"{called} = ({', '.join(quoted)}{comma})"
    if len(line) < _WIDTH:
        return [line]
    return [f"{called} = (", *(f"    {each}," for each in quoted), ")"]


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


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The names of modules that an import may load, and of what it binds."""
    if isinstance(node, ast.ImportFrom):
        yield node.module or ""
        for alias in node.names:
            yield f"{node.module}.{alias.name}"
    else:
        for alias in node.names:
            yield alias.name
