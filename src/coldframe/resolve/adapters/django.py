"""Django: an application's name is its module, and its label is in the database."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.adapters.adapter import Ties
from coldframe.resolve.plan import Change, Edit, Left
from coldframe.resolve.rewrite.splice import Splice, spliced
from coldframe.source.python.parse import parse

if TYPE_CHECKING:
    from coldframe.declare.feature import PreviewTree
    from coldframe.resolve.adapters.adapter import Relocation
    from coldframe.source.tree import Tree

REASON = "Implicit ties"
_USES = ("django.apps", "django.conf", "django.core", "django.db", "django.urls")


class _Renamed(NamedTuple):
    """An application: its module before and after."""

    old: str
    new: str

    @property
    def label(self) -> str:
        """The label by which the database knows it."""
        return self.old.rpartition(".")[2]

    @property
    def keeps_label(self) -> bool:
        """Whether the new name gives the same label by itself."""
        return self.label == self.new.rpartition(".")[2]


class Django:
    """The adapter for projects and applications of Django."""

    name = "django"

    def fits(self, tree: Tree) -> bool:
        """Whether the project requires Django, or imports it."""
        from coldframe.check.packaging.packaging import Packaging

        required = (r.distribution.lower() for r in Packaging(tree).requirements)
        return "django" in required or bool(tree.search(_USES, suffix=".py"))

    def own_modules(self, host: Tree, package: str, project: Tree, adopted: str) -> dict[str, str]:
        """None: applications have everything for themselves."""
        return {}

    def untied(self, tree: Tree, preview: PreviewTree) -> tuple[Edit, ...]:
        """None: all that is tied stands in the application itself."""
        return ()

    def ties(self, relocation: Relocation) -> Ties:
        """Names of applications follow their modules, and labels stay what they were."""
        tree = relocation.tree
        edits: dict[str, Edit] = {}
        left: list[Left] = []
        apps: list[_Renamed] = []
        modules = relocation.renames.modules
        for path in tree.search(["AppConfig"], suffix=".py"):
            data = tree.read(path)
            splices = []
            for app, found in _configured(data, modules):
                apps.append(app)
                splices += found
            if splices:
                edits[path] = _edit(path, data, splices)
        if relocation.preview is None:
            edits |= {edit.path: edit for edit in _configurations(tree, modules, apps)}
        left += _without_configuration(tree, modules, apps)
        labels = {app.label for app in apps}
        for path in tree.search(["INSTALLED_APPS"], suffix=".py"):
            if path not in edits:
                data = tree.read(path)
                splices = list(_installed(data, modules))
                if splices:
                    edits[path] = _edit(path, data, splices)
        settled = list(_labels(tree, labels)) if labels else []
        settled += [(e.path, change.line) for e in edits.values() for change in e.changes]
        notes = [
            f"The application {app.new} keeps its label {app.label}: tables, migrations and"
            " permissions are called after it."
            for app in apps
            if not app.keeps_label
        ]
        return Ties(tuple(edits.values()), tuple(left), tuple(notes), tuple(settled))


def _configured(data: bytes, modules: Mapping[str, str]) -> Iterator[tuple[_Renamed, list[Splice]]]:
    """The application configurations in a module whose application has moved, and their edits."""
    old_of = {new: old for old, new in modules.items()}
    for node in ast.walk(parse(data).tree):
        if not isinstance(node, ast.ClassDef) or not any(map(_is_config, node.bases)):
            continue
        values = {
            statement.targets[0].id: statement
            for statement in node.body
            if isinstance(statement, ast.Assign)
            and isinstance(statement.targets[0], ast.Name)
            and isinstance(statement.value, ast.Constant)
        }
        name = values.get("name")
        value = name.value if name else None
        if name is None or not isinstance(value, ast.Constant):
            continue
        said = str(value.value)
        app = _Renamed(old_of.get(said, said), said if said in old_of else modules.get(said, ""))
        if not app.new or app.old == app.new:
            continue
        start, end = _place(data, value)
        splices = []
        if said == app.old:
            quote = data[start:end][:1]
            new = quote + app.new.encode() + quote
            splices.append(Splice(start, end, new, "name of an application"))
        if not app.keeps_label and "label" not in values:
            quote = data[start:end][:1]
            first = _place(data, name)[0]
            line = data.rfind(b"\n", 0, first) + 1
            label = data[line:first] + b"label = " + quote + app.label.encode() + quote
            at = data.find(b"\n", end)
            at = len(data) if at < 0 else at
            newline = b"\r\n" if data[at - 1 : at] == b"\r" else b"\n"
            at -= len(newline) - 1
            splices.append(Splice(at, at, newline + label, "label of an application"))
        yield app, splices


def _is_config(base: ast.expr) -> bool:
    return getattr(base, "attr", getattr(base, "id", "")) == "AppConfig"


def _configurations(
    tree: Tree, modules: Mapping[str, str], configured: list[_Renamed]
) -> Iterator[Edit]:
    """A configuration for each application that leaves its tree without one; noted as such."""
    known = {app.new for app in configured}
    for old, new in sorted(modules.items()):
        app = _Renamed(old, new)
        folder = next((f for f in _folders(new) if tree.exists(f"{f}/models.py")), "")
        if not folder or new in known or app.keeps_label or tree.exists(f"{folder}/apps.py"):
            continue
        configured.append(app)
        called = "".join(part.capitalize() for part in app.label.split("_"))
        text = (
            f'"""The application, with the label after which its tables are called."""\n\n'
            "from django.apps import AppConfig\n\n\n"
            f"class {called}Config(AppConfig):\n"
            '    """What Django knows of it."""\n\n'
            f'    name = "{app.new}"\n'
            f'    label = "{app.label}"\n'
        )
        yield Edit(f"{folder}/apps.py", None, text.encode(), REASON)


def _without_configuration(
    tree: Tree, modules: Mapping[str, str], configured: list[_Renamed]
) -> Iterator[Left]:
    """Applications whose label is derived from a name that is another one now."""
    known = {app.new for app in configured}
    for old, new in sorted(modules.items()):
        app = _Renamed(old, new)
        folder = next((f for f in _folders(new) if tree.exists(f"{f}/models.py")), "")
        if folder and new not in known and not app.keeps_label:
            lines = tree.read(f"{folder}/models.py").decode("utf-8", "replace").splitlines()
            yield Left(
                f"{folder}/models.py",
                1,
                lines[0].strip() if lines else "",
                f"without an AppConfig the label of this application was {app.label}, and tables"
                f' are called after it: write one with label = "{app.label}"',
            )


def _folders(module: str) -> tuple[str, str]:
    place = module.replace(".", "/")
    return place, f"src/{place}"


def _installed(data: bytes, modules: Mapping[str, str]) -> Iterator[Splice]:
    """Names of moved applications in the lists of installed ones."""
    for node in ast.walk(parse(data).tree):
        value: ast.expr | None = None
        if (
            (isinstance(node, ast.Assign) and any(map(_is_list, node.targets)))
            or (isinstance(node, ast.AugAssign) and _is_list(node.target))
            or (isinstance(node, ast.keyword) and node.arg == "INSTALLED_APPS")
        ):
            value = node.value
        for element in ast.walk(value) if value is not None else ():
            if isinstance(element, ast.Constant) and element.value in modules:
                start, end = _place(data, element)
                quote = data[start:end][:1]
                new = quote + modules[str(element.value)].encode() + quote
                yield Splice(start, end, new, "installed application")


def _is_list(target: ast.expr) -> bool:
    return getattr(target, "id", "") == "INSTALLED_APPS"


def _labels(tree: Tree, labels: set[str]) -> Iterator[tuple[str, int]]:
    """The lines on which a word is a label, which stays: nobody has to look at them."""
    words = "|".join(map(re.escape, sorted(labels)))
    label = re.compile(
        rf"""\(\s*["'](?:{words})["']\s*,\s*["']\w+["']"""  # ("wall", "0001_initial")
        rf"""|\bapp_label\s*=\s*["'](?:{words})["']|\blabel\s*=\s*["'](?:{words})["']"""
        rf"""|["'](?:{words})[.:]\w+["']|\bapp_name\s*=\s*["'](?:{words})["']"""
    )
    for path in tree.search(sorted(labels), suffix=".py"):
        text = tree.read(path).decode("utf-8", "replace")
        for match in label.finditer(text):
            yield path, text.count("\n", 0, match.end()) + 1


def _place(data: bytes, node: ast.stmt | ast.expr) -> tuple[int, int]:
    lines = data.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    last = (node.end_lineno or node.lineno) - 1
    return starts[node.lineno - 1] + node.col_offset, starts[last] + (node.end_col_offset or 0)


def _edit(path: str, data: bytes, splices: list[Splice]) -> Edit:
    changes = tuple(
        Change(
            data.count(b"\n", 0, splice.start) + 1,
            data[splice.start : splice.end].decode("utf-8", "replace"),
            splice.new.decode("utf-8", "replace"),
            splice.why,
        )
        for splice in splices
    )
    return Edit(path, data, spliced(data, splices), REASON, changes)
