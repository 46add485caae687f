"""The modules and packages directly in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.feature import MODULE_SUFFIXES

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

CODE = (".py", ".pyi", ".pyx")
# No feature and no helper: how a package works, what version it has, how it is tested.
# fmt: off
NONE = frozenset((
    "__init__", "__main__", "__pycache__", "__about__", "__version__", "_version", "version",
    "_about", "conftest", "setup", "tests", "test",
))
# fmt: on


class Child(NamedTuple):
    """A module (``path`` is a file) or a package (``path`` is a folder)."""

    name: str
    path: str
    is_package: bool


def children(tree: Tree, folder: str) -> list[Child]:
    """The Python children of ``folder``, by name, without tests and machinery.

    A folder is one if it holds code at any depth, whether or not it has an ``__init__``; of
    a package and a module of the same name Python takes the package.
    """
    packages: dict[str, str] = {}
    modules: dict[str, str] = {}
    start = len(folder) + 1 if folder else 0
    for path in tree.under(folder):
        head, inside, rest = path[start:].partition("/")
        if inside:
            new = head not in packages and rest.endswith(CODE) and head not in NONE
            if new and tree.exists(path):
                packages[head] = path[: start + len(head)]
        elif head.endswith(MODULE_SUFFIXES):
            name, _, suffix = head.partition(".")
            # "name.cpython-312-x86_64-linux-gnu.so" is a module, "name.old.py" is none.
            plain = "." not in suffix or suffix.endswith(("so", "pyd"))
            if plain and not _is_none(name) and tree.exists(path):
                known = modules.get(name)
                if known is None or _rank(path) < _rank(known):
                    modules[name] = path
    found = {name: Child(name, path, False) for name, path in modules.items()}
    found |= {name: Child(name, path, True) for name, path in packages.items()}
    return [found[name] for name in sorted(found)]


def _is_none(name: str) -> bool:
    return name in NONE or name.startswith("test_") or name.endswith("_test")


def _rank(path: str) -> int:
    """The source of a module comes before its stub, the stub before what was compiled."""
    return (".py", ".pyx", ".pyi", ".so", ".pyd").index(path[path.rindex(".") :])
