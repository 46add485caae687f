"""Who is given a string: what imports it, patches it, or looks into a table of modules."""

from __future__ import annotations

import _ast as ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.remaining import remaining
from coldframe.resolve.rewrite.spelling import replace, spelling
from coldframe.resolve.rewrite.splice import line_after
from coldframe.source.references.attributes import attributes
from coldframe.source.references.calls import Calls
from coldframe.source.references.lazy_tables import LazyTables
from coldframe.source.references.literals import Literals
from coldframe.source.references.places import Places
from coldframe.source.references.scopes import Node, children
from coldframe.source.references.values import Values
from coldframe.source.references.wanted import resolve_name

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.source_text import SourceText
    from coldframe.source.references.pieces import Verdict
    from coldframe.source.references.walk import Module

# Functions of the standard library and of frameworks whose first argument is a package.
_TAKES_PACKAGE = frozenset(
    ("files", "get_data", "resource_filename", "resource_string", "resource_stream",
     "resource_exists", "resource_listdir", "read_text", "read_binary", "open_text",
     "open_binary", "PackageLoader", "import_module", "import_object", "import_class",
     "try_import", "find_spec", "find_loader", "importorskip", "resolve_name", "run_module",
     "__import__", "getLogger", "get_logger", "import_string")
)  # fmt: skip

_FROM_HERE = frozenset(("import_module", "find_spec", "resolve_name"))

_RUNS = frozenset(("exec", "eval", "compile", "timeit", "repeat"))

# Forms of references that say that a string is the name of a module, whatever it looks like.
_SAYING = frozenset(("dynamic_import", "lazy_import", "patch", "command", "log_name", "annotation"))


class Context(Places):
    """What the finder of references says of the strings of one module."""

    def __init__(self, module: Module, draft: Draft) -> None:
        super().__init__(draft.path, [])
        self._draft = draft
        self._found: dict[int, tuple[Node, str, Verdict]] = {}
        self._takes_package: set[int] = set()
        self._name, self._package = module.name or "", module.package or ""
        self._relatives: list[ast.Call] = []
        self._attributes: set[int] = set()  # patch.object(module, "name")
        self.values = values = Values(module)
        calls = Calls(module, values, self)
        LazyTables(calls).judge()
        calls.judge()
        calls.judge_annotations()
        literals = Literals(calls)
        literals.judge(set(values.followed))
        self._runs = {id(node) for node, _ in calls.code}
        self._runs |= {id(node) for node, _, form in literals.code if form == "executed"}
        attributes(module, values, self)
        for site in module.calls:
            function = site.node.func  # type: ignore[attr-defined]
            last = getattr(function, "attr", getattr(function, "id", ""))
            self._attributes.update(map(id, site.node.args[1:2]))  # type: ignore[attr-defined]
            if last in _FROM_HERE:
                self._relatives.append(site.node)  # type: ignore[arg-type]
            if last in _RUNS:  # whatever is done to the string before
                for argument in site.node.args:  # type: ignore[attr-defined]
                    self._runs.update(id(node) for node in _nodes(argument))
            if last in _TAKES_PACKAGE and site.node.args:  # type: ignore[attr-defined]
                self._takes_package.add(id(site.node.args[0]))  # type: ignore[attr-defined]
        for site in module.subscripts:
            owner = site.node.value  # type: ignore[attr-defined]
            if getattr(owner, "attr", getattr(owner, "id", "")) == "modules":
                self._takes_package.add(id(site.node.slice))  # type: ignore[attr-defined]

    def node(self, node: Node, form: str, verdict: Verdict, when: str) -> None:
        """Keep what is said of a node."""
        self._found.setdefault(id(node), (node, form, verdict))

    def form(self, node: Node) -> str:
        """By what ``node`` is taken for a module, in words; ``""`` if nobody says so."""
        if id(node) in self._takes_package:
            return "dynamic import"
        found = self._found.get(id(node))
        if found and found[1] == "patch" and id(node) in self._attributes:
            return "" if "." not in getattr(node, "value", "") else "patch"
        return found[1].replace("_", " ") if found and found[1] in _SAYING else ""

    def runs(self, node: ast.Constant) -> bool:
        """Whether a string is seen to be run as code."""
        return id(node) in self._runs

    def relative(self, node: ast.Constant) -> str:
        """The new text of a name that is written from the package it stands in, if it changes."""
        found = self._found.get(id(node))
        form, target = (found[1], found[2].target) if found and found[2].decided else ("", "")
        text = str(node.value)
        if not target or target == text or text.replace(":", ".") == target:
            return ""
        renames = self._draft.moved.renames
        new = renames.renamed(target)
        if not new:
            return ""
        package = self._draft.moved.addresses.after(self._draft.path.rpartition("/")[0])
        dots = text if text.startswith(".") else "." + text
        is_from_here = resolve_name(dots, self._package) == target
        if is_from_here and resolve_name(dots, package) == new:
            return ""  # what it stands in has moved as well, and that is enough
        if form != "lazy_import":
            return new if text.startswith(".") else ""
        if not is_from_here:
            return ""
        if not new.startswith(package + "."):
            self._draft.leave(
                self._draft.starts[node.lineno - 1],
                f"{target} is {new} now, which this table cannot name from {package}",
            )
            return ""
        rest = new[len(package) + 1 :]
        return "." + rest if text.startswith(".") else rest

    def rewrite_relatives(self, source: SourceText) -> None:
        """Names that a moved file writes from its own package, and that lead out of it."""
        draft = self._draft
        addresses, renames = draft.moved.addresses, draft.moved.renames
        for call in self._relatives if draft.moved.old_path(draft.path) != draft.path else ():
            anchor = _argument(call, 1, "package")
            name = _argument(call, 0, "name")
            text = _beginning(name)
            if name is None or text[:1] != ".":
                continue
            if getattr(anchor, "id", "") == "__name__":
                before, after = self._name, addresses.after(draft.path)
            elif getattr(anchor, "id", "") == "__package__":
                before, after = self._package, addresses.after(draft.path.rpartition("/")[0])
            else:
                continue  # its own name says where it is
            whole = isinstance(name, ast.Constant)
            written = text if whole else "." * (len(text) - len(text.lstrip(".")))
            meant = resolve_name(written, before)
            new = meant and (renames.renamed(meant) or meant)
            if not new or new == resolve_name(written, after):
                continue
            spelled = spelling(draft, source.start(name), source.end(name)) if whole else None
            if spelled is not None and len(spelled.value) == len(text):
                replace(draft, spelled, 0, len(text), new, "dynamic import")
            else:
                draft.leave(source.start(name), f"a name written from {before}, which has moved")

    def leave_rest(self, source: SourceText, home: set[int]) -> None:
        """Leave to a person what leads to a moved module and has not been edited.

        ``home`` are ids of nodes whose doubtful names move along with them.
        """
        draft = self._draft
        unclear = [
            (node, form, verdict)
            for node, form, verdict in self._found.values()
            if not draft.is_settled(source.start(node), source.end(node))
            and (verdict.decided or id(node) not in home)
        ]
        if not unclear:
            return
        splices = draft.splices()
        # A constant that was edited may be all that they were made of.
        still = remaining(draft, splices)
        for node, form, verdict in unclear:
            line = line_after(getattr(node, "lineno", 1), draft.data, splices)
            if (line, form, verdict.target) in still:
                new = draft.moved.renames.renamed(verdict.target)
                word = "is" if verdict.decided else "may be put together here, and is"
                draft.leave(source.start(node), f"{verdict.target} {word} {new} now")


def _argument(call: ast.Call, number: int, keyword: str) -> ast.expr | None:
    if len(call.args) > number:
        return call.args[number]
    return next((k.value for k in call.keywords if k.arg == keyword), None)


def _beginning(node: ast.expr | None) -> str:
    """The constant text that a string begins with."""
    while isinstance(node, ast.BinOp):
        node = node.left
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0]
    value = getattr(node, "value", "")
    return value if isinstance(value, str) else ""


def _nodes(top: Node) -> Iterator[Node]:
    pending = [top]
    while pending:
        node = pending.pop()
        yield node
        pending += children(node)
