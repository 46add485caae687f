"""Preview trees by their usual names, where no setting names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.check.children import Child, children
from coldframe.check.module_names import SOURCE_FOLDERS, is_package, module_name
from coldframe.declare.settings import USUAL_TREE_NAMES

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

NO_TREE = (
    "No preview tree was found: no package called preview, experimental, incubator, labs or"
    ' contrib. Name yours in the settings: preview_trees = ["package.module"].'
)

# Nobody's preview features are below a folder of one of these names.
# fmt: off
ELSEWHERE = frozenset((
    "test", "tests", "testdata", "fixtures", "doc", "docs", "example", "examples", "sample",
    "samples", "benchmark", "benchmarks", "build", "dist", "site-packages", "node_modules",
    "vendor", "vendored", "_vendor", "_vendored", "third_party", "third-party", "thirdparty",
    "3rdparty", "extern", "external", "externals", "_extern", "templates",
))
# fmt: on
# Names that ordinary packages have as well.
AMBIGUOUS = frozenset({"preview", "labs", "contrib"})
# fmt: off
PLUMBING = frozenset((
    "const", "constants", "helpers", "models", "model", "views", "view", "urls", "admin", "forms",
    "serializers", "schemas", "schema", "exceptions", "errors", "manager", "api", "config",
    "config_flow", "websocket_api", "services", "service", "store", "storage", "types", "utils",
    "util", "common", "base", "client", "coordinator", "entity", "diagnostics",
))
# fmt: on
_MANY_SIBLINGS = 10
_LEFT_OUT = "is not taken for a preview tree"
_TEST = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
_IMPORTED = re.compile(rb"^\s*(?:from|import)\s+([\w.]+)(?:\s+import\s+(\([^)]*\)|[^\n]*))?", re.M)


def usual_trees(tree: Tree, notes: list[str]) -> list[str]:
    """The folders that are preview trees by their names, sorted; doubts go to ``notes``."""
    trees: list[str] = []
    for folder in sorted(_called(tree.listing())):
        if any(folder.startswith(outer + "/") for outer in trees):
            continue  # part of that tree
        below = [] if _elsewhere(folder) else children(tree, folder)
        if not below:
            continue
        why = _doubt(tree, folder, below)
        if why:
            notes.append(
                f"{folder} {_LEFT_OUT}: {why}."
                f' If it is one: preview_trees = ["{module_name(tree, folder)}"]'
            )
        else:
            trees.append(folder)
    return trees


def note_none(notes: list[str]) -> None:
    """Say in ``notes`` that there is no preview tree, unless one in doubt is named there."""
    if not any(_LEFT_OUT in note for note in notes):
        notes.append(NO_TREE)


def _called(listing: bytes) -> set[str]:
    """Every folder that has a usual name."""
    listing = b"\0" + listing
    usual = {name.encode() for name in USUAL_TREE_NAMES}
    found: set[bytes] = set()
    # The bare words, not "/word/": a search for rare last letters skips faster.
    for word in {name.lstrip(b"_") for name in usual}:
        at = listing.find(word)
        while at >= 0:
            end = at + len(word)
            if listing[end] == 47:  # "/"
                name = listing[listing.rfind(b"\0", 0, at) + 1 : end]
                if name.rpartition(b"/")[2] in usual:
                    found.add(name)
            at = listing.find(word, end)
    return {name.decode("utf-8", "surrogateescape") for name in found}


def _elsewhere(folder: str) -> bool:
    return any(part in ELSEWHERE or part.startswith(".") for part in folder.split("/"))


def _doubt(tree: Tree, folder: str, below: list[Child]) -> str:
    """Why ``folder`` may be something else than a preview tree; ``""`` if nothing speaks for it."""
    parent, _, name = folder.rpartition("/")
    if not is_package(tree, folder) and not (parent and is_package(tree, parent)):
        # Without any __init__ (PEP 420) only a place where packages are says that it is one.
        in_source = parent.partition("/")[0] in SOURCE_FOLDERS and "/" in parent
        if not in_source and not (parent and any(is_package(tree, c.path) for c in below)):
            return "neither it nor the folder around it has an __init__.py"
    files = [p for p in tree.under(folder) if p.endswith(".py") and not p.endswith("__.py")]
    if 2 * sum(_TEST.search(path) is not None for path in files) > len(files):
        return "most of its files are tests"
    if name not in AMBIGUOUS or any(child.is_package for child in below):
        return ""
    names = {child.name for child in below}
    init = f"{folder}/__init__.py"
    text = tree.read(init) if tree.exists(init) else b""
    imported = names & _imported(text, module_name(tree, folder))
    if 2 * len(imported) > len(names) and len(imported) > 1:
        return f"its __init__.py imports {len(imported)} of its {len(names)} modules"
    if 2 * len(names & PLUMBING) > len(names):
        siblings = sum(child.is_package for child in children(tree, parent)) if parent else 0
        if siblings > _MANY_SIBLINGS:
            return f"it is one of {siblings} packages side by side, and has no packages in it"
    return ""


def _imported(init: bytes, module: str) -> set[str]:
    """The children that the text of an ``__init__`` imports."""
    found: set[str] = set()
    for source, names in _IMPORTED.findall(init):
        where = source.decode("utf-8", "replace").removeprefix(module)
        if where.startswith(".") and where.strip("."):
            found.add(where.lstrip(".").partition(".")[0])
        elif not where.strip("."):
            found.update(re.findall(r"\w+", names.decode("utf-8", "replace")))
    return found
