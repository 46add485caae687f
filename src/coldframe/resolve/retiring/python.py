"""Takes imports of what is gone out of Python files, where nothing in the file uses the name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.source.python.decode import declared_encoding
from coldframe.source.python.parse import parse, parse_expression

if TYPE_CHECKING:
    from coldframe.source.references.reference import Reference

_Import = ast.Import | ast.ImportFrom


class Kept(NamedTuple):
    """An import that cannot simply go: its lines, what it imports, and why it stays."""

    line: int
    last: int
    targets: tuple[str, ...]
    why: str


class Trimmed(NamedTuple):
    """A module without the imports that can go.

    ``removed`` are the names that it no longer has at its top level; ``lines`` the lines, from
    1, of imports that are gone wholly or in part.
    """

    data: bytes
    removed: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    lines: frozenset[int] = frozenset()


class _Span(NamedTuple):
    """Characters ``start`` to ``end`` of the text go."""

    start: int
    end: int


def trim_python(data: bytes, references: Iterable[Reference], module: str) -> Trimmed:
    """``data`` without the imports at ``references`` whose names nothing in the file uses.

    Entries of ``__all__`` that name one of them, or a module that is gone in the package
    ``module``, go as well.  Everything else in the file stays byte for byte.
    """
    references = list(references)
    wanted = {(r.line, r.column): r for r in references if r.form == "import"}
    parsed = parse(data)
    if parsed.inexact or "\r" in data.decode("latin-1").replace("\r\n", "\n"):
        why = "the file cannot be read exactly"
        kept = [Kept(r.line, r.line, (r.target,), why) for r in wanted.values()]
        return Trimmed(data, kept=tuple(kept))
    codec = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else declared_encoding(data)
    source = _Source(data.decode(codec), parsed.tree)
    task = _Task(source, wanted, references, module)
    spans, removed, kept, lines = task.run()
    if not spans:
        return Trimmed(data, kept=tuple(kept))
    return Trimmed(source.without(spans).encode(codec), removed, tuple(kept), frozenset(lines))


class _Source:
    """A text with its lines, its tree, and the statement lists of that tree."""

    def __init__(self, text: str, tree: ast.Module) -> None:
        self.text = text
        self.tree = tree
        self.starts = [0]
        for found in re.finditer("\n", text):
            self.starts.append(found.end())
        self.bodies: dict[int, tuple[list[ast.stmt], ast.AST, str]] = {}  # by id of a statement
        for node in ast.walk(tree):
            for field in ("body", "orelse", "finalbody"):
                body = getattr(node, field, None)
                if not isinstance(body, list):
                    continue
                for statement in body:
                    if isinstance(statement, ast.stmt):
                        self.bodies[id(statement)] = (body, node, field)

    def offset(self, line: int, column: int) -> int:
        """The place of a line, from 1, and a column in bytes of UTF-8, from 0."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        text = self.text[start:end]
        return start + (column if text.isascii() else len(text.encode()[:column].decode()))

    def span(self, node: ast.AST) -> _Span:
        """The characters of a node."""
        return _Span(
            self.offset(node.lineno, node.col_offset),  # type: ignore[attr-defined]
            self.offset(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def line_span(self, span: _Span) -> _Span | None:
        """The whole lines of a span; None if something else stands on them, but a comment."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        end = len(self.text) if end < 0 else end + 1
        behind = self.text[span.end : end].strip()
        if self.text[start : span.start].strip() or (behind and behind[0] not in "#,"):
            return None
        return _Span(start, end)

    def without(self, spans: list[_Span]) -> str:
        """The text without ``spans``; blank lines that would double go with them."""
        out, at = [], 0
        for start, end in sorted(spans):
            start = max(start, at)
            out.append(self.text[at:start])
            if self._is_line(start, end):
                above = "".join(out)
                blank = re.compile(r"(?:[ \t]*\r?\n)+|\Z").match(self.text, end)
                if blank is not None and (not above or re.search(r":[ \t]*\r?\n\Z", above)):
                    end = blank.end()
                elif blank is not None and re.search(r"\n[ \t]*\r?\n\Z", above):
                    out = [re.sub(r"(?:(?<=\n)[ \t]*\r?\n)+\Z", "", above)]
            at = max(at, end)
        out.append(self.text[at:])
        return "".join(out)

    def _is_line(self, start: int, end: int) -> bool:
        whole = start == 0 or self.text[start - 1] == "\n"
        return whole and (end == len(self.text) or self.text[end - 1] == "\n")


class _Task:
    def __init__(
        self,
        source: _Source,
        wanted: dict[tuple[int, int], Reference],
        references: list[Reference],
        module: str,
    ) -> None:
        self.source = source
        self.wanted = wanted
        self.references = references
        self.module = module
        self.uses, self.exported = _uses(source.tree)
        self.kept: list[Kept] = []

    def run(self) -> tuple[list[_Span], tuple[str, ...], list[Kept], set[int]]:
        """What goes, the names that are then missing, what stays, and the lines that change."""
        going: dict[int, list[tuple[int, ast.alias, Reference]]] = {}
        nodes: dict[int, _Import] = {}
        for node in ast.walk(self.source.tree):
            if not isinstance(node, _Import):
                continue
            staying: dict[str, str] = {}
            for index, alias in enumerate(node.names):
                reference = self._reference(alias)
                if reference is None:
                    continue
                why = self._why_not(node, alias)
                if why:
                    staying[reference.target] = why
                else:
                    nodes[id(node)] = node
                    going.setdefault(id(node), []).append((index, alias, reference))
            if staying:
                self._keep(node, list(staying), "; ".join(dict.fromkeys(staying.values())))
        whole = {key for key, names in going.items() if len(names) == len(nodes[key].names)}
        statements = self._removable([nodes[key] for key in whole])
        spans: list[_Span] = []
        removed: list[str] = []
        lines: set[int] = set()
        for key, names in going.items():
            node = nodes[key]
            if key in whole:
                span = statements.get(key)
                if span is None:
                    targets = [reference.target for _, _, reference in names]
                    self._keep(node, targets, "it cannot go without what stands around it")
                    continue
                spans.append(span)
            else:
                spans += _members(self.source, node.names, {index for index, _, _ in names})
            for _, alias, reference in names:
                lines.add(reference.line)
                if self._is_top(node):
                    removed.append(alias.asname or alias.name.partition(".")[0])
        spans += self._exports({*removed})
        spans += self._guards(spans)
        return spans, tuple(removed), self.kept, lines

    def _keep(self, node: _Import, targets: list[str], why: str) -> None:
        last = node.end_lineno or node.lineno
        self.kept.append(Kept(node.lineno, last, tuple(targets), why))

    def _reference(self, alias: ast.alias) -> Reference | None:
        start = self.source.offset(alias.lineno, alias.col_offset)
        column = start - self.source.starts[alias.lineno - 1] + 1
        return self.wanted.get((alias.lineno, column))

    def _why_not(self, node: _Import, alias: ast.alias) -> str:
        """Why the import of one name has to stay; empty if it can go."""
        if alias.name == "*":
            return "it imports every name"
        name = alias.asname or alias.name
        if isinstance(node, ast.Import) and not alias.asname and "." in name:
            top = name.partition(".")[0]
            inside = [r.line for r in self.references if r.form == "attribute"]
            if inside:
                return f"used on {_listed(inside)}"
            others = [
                other
                for statement in ast.walk(self.source.tree)
                if isinstance(statement, ast.Import)
                for other in statement.names
                if other is not alias and not other.asname
                if other.name.partition(".")[0] == top and self._reference(other) is None
            ]
            if top in self.uses and not others:
                return f"it also brings {top}, which is used on {_listed(self.uses[top])}"
            return ""
        if name in self.uses:
            return f"{name} is used on {_listed(self.uses[name])}"
        return ""

    def _removable(self, imports: list[_Import]) -> dict[int, _Span]:
        """The lines of the statements that can go without leaving a block empty."""
        found: dict[int, _Span] = {}
        going = {id(node) for node in imports}
        for node in imports:
            statement: ast.stmt = node
            while True:
                body, owner, field = self.source.bodies[id(statement)]
                rest = [s for s in body if id(s) not in going and s is not statement]
                if rest or isinstance(owner, ast.Module):
                    span = self.source.line_span(self.source.span(statement))
                    if span is not None:
                        found[id(node)] = span
                    break
                if field != "body" or not _only_guards(owner) or self._is_elif(owner):
                    break
                statement = owner  # type: ignore[assignment]
                going.add(id(statement))
        return found

    def _is_elif(self, node: ast.AST) -> bool:
        _, owner, field = self.source.bodies.get(id(node), ([], node, ""))
        return isinstance(node, ast.If) and isinstance(owner, ast.If) and field == "orelse"

    def _is_top(self, node: ast.stmt) -> bool:
        """Whether the statement runs when the module is imported, in no function or class."""
        at: ast.AST = node
        while not isinstance(at, ast.Module):
            _, at, _ = self.source.bodies.get(id(at), ([], at, ""))
            if isinstance(at, ast.ExceptHandler):
                return True
            if isinstance(at, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                return False
        return True

    def _guards(self, spans: list[_Span]) -> list[_Span]:
        """The imports of names that only stood in the guards of imports which go."""
        found: list[_Span] = []
        for node in self.source.tree.body:
            if not isinstance(node, ast.ImportFrom) or node.module not in ("typing", "contextlib"):
                continue
            gone = {
                index
                for index, alias in enumerate(node.names)
                if alias.name in ("TYPE_CHECKING", "suppress")
                and self._used_only_in(alias.asname or alias.name, spans)
            }
            if len(gone) == len(node.names):
                whole = self.source.line_span(self.source.span(node))
                found += [whole] if whole is not None else []
            elif gone:
                found += _members(self.source, node.names, gone)
        return found

    def _used_only_in(self, name: str, spans: list[_Span]) -> bool:
        starts = [self.source.starts[line - 1] for line in self.uses.get(name, [])]
        inside = [any(s.start <= start < s.end for s in spans) for start in starts]
        return bool(inside) and all(inside)

    def _exports(self, removed: set[str]) -> list[_Span]:
        """The entries of ``__all__`` that go."""
        targets = {r.target for r in self.references}
        spans: list[_Span] = []
        for value in self.exported:
            gone = {
                index
                for index, item in enumerate(value.elts)
                if isinstance(item, ast.Constant)
                and isinstance(item.value, str)
                and (item.value in removed or f"{self.module}.{item.value}" in targets)
            }
            if gone:
                spans += _members(self.source, value.elts, gone)
        return spans


def _members(
    source: _Source, nodes: list[ast.alias] | list[ast.expr], gone: set[int]
) -> list[_Span]:
    """What has to go so that the members ``gone`` of a list with commas are gone."""
    spans = []
    count = len(nodes)
    for index in sorted(gone):
        span = source.span(nodes[index])
        lines = source.line_span(span)
        if lines is not None and source.text[lines.start : lines.end].count("\n") == 1:
            text = source.text[lines.start : lines.end].rstrip()
            if not text.endswith(("\\", ")", "]")):
                spans.append(lines)
                continue
        if index + 1 < count:
            spans.append(_Span(span.start, source.span(nodes[index + 1]).start))
        else:
            before = [i for i in range(index) if i not in gone]
            start = source.span(nodes[before[-1]]).end if before else span.start
            spans.append(_Span(start, span.end))
    return spans


def _only_guards(node: ast.AST) -> bool:
    """Whether a statement only decides whether its body runs, and what else it does is nothing."""
    if isinstance(node, ast.If):
        test = node.test
        name = getattr(test, "id", getattr(test, "attr", ""))
        return name == "TYPE_CHECKING" and not node.orelse
    if isinstance(node, ast.Try):
        quiet = all(all(isinstance(s, ast.Pass) for s in h.body) for h in node.handlers)
        return quiet and not node.orelse and not node.finalbody
    if isinstance(node, ast.With):
        calls = [item.context_expr for item in node.items]
        return all(
            isinstance(call, ast.Call)
            and getattr(call.func, "id", getattr(call.func, "attr", "")) == "suppress"
            for call in calls
        )
    return False


def _uses(tree: ast.Module) -> tuple[dict[str, list[int]], list[ast.List | ast.Tuple]]:
    """Where each name is used, quoted ones included; and the lists that are ``__all__``."""
    exported: list[ast.List | ast.Tuple] = []
    skipped: set[int] = set()
    for statement in tree.body:
        value = getattr(statement, "value", None)
        targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
        named = any(getattr(target, "id", "") == "__all__" for target in targets)
        if named and isinstance(value, (ast.List, ast.Tuple)):
            exported.append(value)
            skipped.update(id(item) for item in value.elts)
    found: dict[str, list[int]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))  # a docstring, or a comment of sorts
    for node in ast.walk(tree):
        for name in _names(node, skipped):
            found.setdefault(name, []).append(node.lineno)  # type: ignore[attr-defined]
    return found, exported


def _names(node: ast.AST, skipped: set[int]) -> Iterator[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Global | ast.Nonlocal):
        yield from node.names
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
        quoted = parse_expression(node.value.strip()) if len(node.value) < 500 else None
        if quoted is not None:  # an annotation, or a name that is looked up
            yield from {n.id for n in ast.walk(quoted) if isinstance(n, ast.Name)}


def _listed(lines: Iterable[int]) -> str:
    numbers = sorted(set(lines))
    text = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    return f"line{'s' if len(numbers) > 1 else ''} {text}"
