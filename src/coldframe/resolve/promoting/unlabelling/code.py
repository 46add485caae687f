"""Takes the label away from what a module tells its users: help texts and docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from coldframe.check.surface.reading import Module, last_name
from coldframe.resolve.promoting.unlabelling.literals import Literal, joined, literals, placed
from coldframe.resolve.promoting.unlabelling.page import unlabelled_docstring
from coldframe.resolve.promoting.unlabelling.wording import Cut, Wording, apart

_HELP = frozenset(("help", "short_help", "epilog"))
_TOLD = frozenset(("description", "title"))
# Whose description and title are shown above options and commands.
_DEFINING = frozenset(
    ("add_argument_group", "add_parser", "add_subparsers", "ArgumentParser", "Field", "OptGroup")
)
_SAME_TEXT = frozenset(("_", "gettext", "ugettext", "lazy_gettext", "gettext_lazy", "N_", "_LI"))
_TRIMMED = frozenset(("dedent", "cleandoc", "strip", "format"))
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def unlabelled_code(source: str, wording: Wording) -> list[Cut]:
    """What has to go from a module of the feature; raises SyntaxError, or ValueError."""
    tree = ast.parse(source)
    module = Module(tree)
    places = _Places(source)
    cuts: list[Cut] = []
    seen: set[tuple[int, int]] = set()
    for told in _help_texts(module):
        parts = [part for text in _texts(module, told) for part in places.parts(text)]
        key = (parts[0].start, parts[-1].end) if parts else (0, 0)
        if parts and key not in seen:
            seen.add(key)
            cuts += placed(source, parts, help_cuts(joined(source, parts), wording))
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            statement = node.body[0]
            assert isinstance(statement, ast.Expr)
            parts = places.parts(statement.value)
            if len(parts) == 1 and (parts[0].start, parts[0].end) not in seen:
                cuts += _docstring(source, parts[0], wording)
    after = spliced_text(source, cuts)
    if _shape(ast.parse(after)) != _shape(tree):
        raise ValueError("more than texts would change")
    return cuts


def help_cuts(text: str, wording: Wording) -> list[Cut]:
    """The marks at both ends of a help text, and the sentence of the label."""
    cuts = [cut for cut in (wording.at_the_start(text), wording.at_the_end(text)) if cut]
    for cut in wording.sentences(text):
        if not cuts and len(text.strip()) > cut.end - cut.start:
            begins = not text[: cut.start].strip()
            blanks = len(text[cut.end :]) - len(text[cut.end :].lstrip()) if begins else 0
            cuts.append(Cut(cut.start, cut.end + blanks))
    kept = apart(cuts)
    return kept if spliced_text(text, kept).strip() else []  # marks alone are what there is to say


def spliced_text(text: str, cuts: list[Cut]) -> str:
    """``text`` with all ``cuts``; raises ValueError if two of them overlap."""
    out, at = [], 0
    for cut in sorted(cuts):
        if cut.start < at:
            raise ValueError(f"two edits meet at {cut.start}")
        out += [text[at : cut.start], cut.new]
        at = cut.end
    return "".join([*out, text[at:]])


def _help_texts(module: Module) -> Iterator[ast.expr]:
    for node, _around in module.sites:
        if isinstance(node, ast.Call):
            defines = last_name(node.func) in _DEFINING
            for keyword in node.keywords:
                if keyword.arg in _HELP or (defines and keyword.arg in _TOLD):
                    yield keyword.value
            if last_name(node.func) == "add_argument_group":
                yield from node.args
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if "_description" in names:
                yield node.value
        elif isinstance(node, ast.FunctionDef) and node.name == "get_description":
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield inner.value


def _texts(module: Module, node: ast.expr, depth: int = 0) -> Iterator[ast.expr]:
    """The literals of which the text of ``node`` consists, in order."""
    if depth > 8:
        return
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    ):
        yield node
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _texts(module, node.left, depth + 1)
        yield from _texts(module, node.right, depth + 1)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        yield from _texts(module, node.left, depth + 1)
    elif isinstance(node, ast.Name) and node.id in module.constants:
        yield from _texts(module, module.constants[node.id], depth + 1)
    elif isinstance(node, ast.Call):
        name = last_name(node.func)
        if name in _SAME_TEXT | _TRIMMED and node.args and name != "format":
            yield from _texts(module, node.args[0], depth + 1)
        elif name in _TRIMMED and isinstance(node.func, ast.Attribute):
            yield from _texts(module, node.func.value, depth + 1)


class _Places:
    """Where the nodes of a parsed source stand in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", source)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def parts(self, node: ast.expr) -> list[Literal]:
        """The literals of one string."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        start = self._at(node.lineno, node.col_offset)
        return list(literals(self.source, start, self._at(node.end_lineno, node.end_col_offset)))

    def _at(self, line: int, column: int) -> int:
        text = self.lines[line - 1]
        if not text.isascii():
            column = len(text.encode()[:column].decode())
        return self.starts[line - 1] + column


def _docstring(source: str, part: Literal, wording: Wording) -> list[Cut]:
    begin, end = part.inner
    text = source[begin:end]
    if not wording.may_say(text):
        return []
    cuts = unlabelled_docstring(text, wording)
    if not cuts:
        return []
    after = spliced_text(text, cuts)
    if not after.strip():
        return []
    found = re.search(r"\s*\n[ \t]*\Z", after)
    if found and "\n" not in after[: found.start()] and "\n" in text.strip():
        tail = re.search(r"\s*\n[ \t]*\Z", text)
        if tail is not None:  # what is left fits on the line of the quotes
            kept = [cut for cut in cuts if cut.end <= tail.start()]
            cuts = [*kept, Cut(max([tail.start(), *(c.end for c in kept)]), len(text))]
    return [Cut(begin + cut.start, begin + cut.end, cut.new) for cut in cuts]


def _shape(tree: ast.AST) -> list[str]:
    """The kinds of all nodes but texts."""
    texts = (ast.Constant, ast.JoinedStr, ast.Load)
    return [type(node).__name__ for node in ast.walk(tree) if not isinstance(node, texts)]
