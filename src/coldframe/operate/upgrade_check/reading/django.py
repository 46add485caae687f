"""Settings of Django, and other modules that consist of settings, read without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coldframe.operate.upgrade_check.setting import Piece, Setting, Unreadable, lines_in
from coldframe.regex import regex

_PLAIN = regex(r"""[rR]?("|')(?!\1\1)([^\\]*)\1""")
_IMPORT = regex(r"(?:from|import)\s+([\w.]+)")


def settings(data: bytes) -> list[Setting]:
    """What the top level assigns and imports; texts in it are pieces.  Raises Unreadable."""
    try:
        tree = ast.parse(data)
    except SyntaxError as error:
        raise Unreadable("no Python that can be read", error.lineno) from None
    except (ValueError, RecursionError):
        raise Unreadable("no Python that can be read") from None
    places = _Places(data)
    found: list[Setting] = []
    for statement in statements(tree.body):
        found += places.settings(statement)
    return found


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, those below ``if``, ``try`` and ``with`` as well."""
    for statement in body:
        yield statement
        for field in ("body", "orelse", "finalbody"):
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield from statements(getattr(statement, field, []))
        for handler in getattr(statement, "handlers", []):
            yield from statements(handler.body)


class _Places:
    def __init__(self, data: bytes) -> None:
        self._text = data.decode("latin-1")
        self._starts = [0]
        for line in lines_in(self._text):
            self._starts.append(self._starts[-1] + len(line))
        self._mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0

    def settings(self, statement: ast.stmt) -> Iterator[Setting]:
        # Others may stand before it on the same line: PASSWORD = "…"; INSTALLED_APPS += ["…"]
        start = self._at(statement.lineno, statement.col_offset)
        if isinstance(statement, ast.Import | ast.ImportFrom):
            match = _IMPORT.match(self._text, start)
            if match:
                piece = Piece(match[1], match.start(1), match.span(1))
                yield self._setting("import", statement.lineno, (start, match.start(1)), [piece])
            return
        name, value = assigned(statement)
        if name and value is not None:
            found: dict[str, list[Piece]] = {}
            self._collect(name, value, found)
            told = len(name.partition(".")[0]) if _says_more(statement) else 0
            key = (start, start + told if told else max(start, self._begin(value)))
            yield self._setting(name, statement.lineno, key, [])
            for each, pieces in found.items():  # each text counts by itself, at its own line
                for piece in pieces:
                    yield self._setting(each, self._line(piece.start), key, [piece])

    def _collect(self, name: str, node: ast.expr, found: dict[str, list[Piece]]) -> None:
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                inner = name
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    inner = f"{name}.{key.value}"
                self._collect(inner, value, found)
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and (piece := self._piece(node)):
                found.setdefault(name, []).append(piece)
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self._collect(name, child, found)
                elif isinstance(child, ast.keyword):
                    self._collect(f"{name}.{child.arg}", child.value, found)

    def _piece(self, node: ast.Constant) -> Piece | None:
        """The text of a plain literal; None for one that is put together or has escapes."""
        start = self._begin(node)
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        end = self._at(node.end_lineno, node.end_col_offset)
        match = _PLAIN.fullmatch(self._text, start, end)
        if match is None or match[2].count(match[1]):
            return None
        return Piece(match[2], match.start(2), (start, end))

    def _setting(self, name: str, line: int, key: tuple[int, int], pieces: list[Piece]) -> Setting:
        start, end = self._starts[line - 1], self._starts[line]
        return Setting(name, line, start, end, key, tuple(pieces), removable=False)

    def _begin(self, node: ast.expr) -> int:
        return self._at(node.lineno, node.col_offset)

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column + (self._mark if line == 1 else 0)

    def _line(self, place: int) -> int:
        from bisect import bisect_right

        return bisect_right(self._starts, place)


def _together(call: ast.Call) -> ast.expr | None:
    """The arguments of a call as one expression; None if there are none."""
    if not call.args:
        return None
    return ast.copy_location(ast.Tuple(elts=call.args, ctx=ast.Load()), call.args[0])


def _says_more(statement: ast.stmt) -> bool:
    """Whether more than names and plain keys stands before the value: other texts, perhaps."""
    before: list[ast.AST]
    if isinstance(statement, ast.Assign):
        before = [*statement.targets]
    elif isinstance(statement, ast.AugAssign):
        before = [statement.target]
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        before = [statement.value.func]
    else:
        return True
    allowed = ast.Name | ast.Attribute | ast.Subscript | ast.Constant | ast.expr_context
    return len(before) > 1 or not all(isinstance(n, allowed) for n in ast.walk(before[0]))


def assigned(statement: ast.stmt) -> tuple[str, ast.expr | None]:
    """The name that a statement sets or adds to, and what it gives it."""
    target: ast.expr | None = None
    value: ast.expr | None = None
    if isinstance(statement, ast.Assign):
        target, value = statement.targets[0], statement.value
    elif isinstance(statement, ast.AugAssign | ast.AnnAssign):
        target, value = statement.target, statement.value
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value  # INSTALLED_APPS.append("…")
        if isinstance(call.func, ast.Attribute):
            target, value = call.func.value, _together(call)
    parts: list[str] = []
    while isinstance(target, ast.Subscript):
        if isinstance(target.slice, ast.Constant):
            parts.insert(0, str(target.slice.value))
        target = target.value
    return (".".join([target.id, *parts]), value) if isinstance(target, ast.Name) else ("", None)
