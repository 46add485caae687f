"""The packages that are looked for, and where dotted names and paths meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

_NAME = regex(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z")
# Last parts of file and host names: taken for a module only if there is such a module.
NOT_MODULES = frozenset(
    ("py", "pyi", "pyc", "so", "txt", "md", "rst", "html", "htm", "css", "js", "json",
     "toml", "yaml", "yml", "ini", "cfg", "conf", "log", "png", "svg", "jpg", "gif",
     "pdf", "csv", "xml", "db", "sqlite", "lock", "pid", "sock", "sh", "zip", "gz", "tar",
     "whl", "egg", "com", "org", "net", "io", "dev", "example", "local", "test",
     "localhost", "internal")
)  # fmt: skip
SUFFIXES = (".py", ".pyi", ".pyx", ".pxd", ".pyw")


class Wanted:
    """``packages`` are (dotted name, folder) of each package to look for."""

    def __init__(self, tree: Tree, packages: Sequence[tuple[str, str]]) -> None:
        self.packages = tuple((module, path.rstrip("/")) for module, path in packages)
        self.modules = tuple(module for module, _ in self.packages)
        self.leaves = tuple(dict.fromkeys(m.rsplit(".", 1)[-1] for m in self.modules))
        self.roots = sorted({_root(*p) for p in self.packages}, key=lambda r: -len(r[0]))
        self._tree = tree
        self._children: dict[str, frozenset[str]] = {}

    def package_of(self, name: str) -> str:
        """The wanted package that the dotted ``name`` lies in, or ``""``."""
        for module in self.modules:
            if name == module or name.startswith(module + "."):
                return module
        return ""

    def home(self, path: str) -> str:
        """The child of a wanted package whose code ``path`` is, as a dotted name, or ``""``."""
        for module, folder in self.packages:
            if path.startswith(folder + "/"):
                child = path[len(folder) + 1 :].split("/", 1)[0].split(".", 1)[0]
                return "" if child == "__init__" else f"{module}.{child}"
        return ""

    def folder_of(self, path: str) -> str:
        """The folder of the wanted package that ``path`` lies in, or ``""``."""
        return next((f for _, f in self.packages if path.startswith(f + "/")), "")

    def is_of_itself(self, path: str, target: str) -> bool:
        """Whether ``target`` lies in the very child of a package whose code ``path`` is."""
        home = self.home(path)
        return bool(home) and (target == home or target.startswith(home + "."))

    def parent_of(self, name: str) -> str:
        """The wanted package that lies below the dotted ``name``, or ``""``."""
        return next((m for m in self.modules if m.startswith(name + ".")), "")

    def target(self, text: str) -> str:
        """``text`` as a dotted name in a wanted package (``a.b:C`` and ``a.b.*`` too), or ``""``.

        The last part of a file or host name (``host.preview.log``) makes it one only where
        the tree has such a module.
        """
        text = text.strip()
        if len(text) > 300 or not any(leaf in text for leaf in self.leaves):
            return ""
        if text.endswith("]") and "[" in text:
            text = text[: text.index("[")].rstrip()  # an entry point's extras
        if "\\" in text or text[:1] == "^":
            text = text.lstrip("^").replace("\\.", ".").removesuffix("$")
        text = text.replace("::", ":")
        for tail in ("()", ".*", ".+", "*", "."):
            text = text.removesuffix(tail)
        module, colon, inner = text.partition(":")
        if colon:
            if not self.package_of(module):
                return ""  # "host:preview" is an image's tag, or a key
            text = f"{module}.{inner}".rstrip(".")
        if not _NAME.match(text):
            return ""
        module = self.package_of(text)
        if not module:
            return ""
        feature = text[len(module) + 1 :].split(".", 1)[0]
        if feature in NOT_MODULES and feature not in self.children(module):
            return ""
        return text

    def known(self, target: str) -> bool:
        """Whether the tree has the child of the package that ``target`` names."""
        module = self.package_of(target)
        child = target[len(module) + 1 :].split(".", 1)[0]
        return not child or child in self.children(module)

    def children(self, module: str) -> frozenset[str]:
        """The modules directly in a wanted package, and every word of its ``__init__``."""
        found = self._children.get(module)
        if found is None:
            path = dict(self.packages)[module]
            names = {p[len(path) + 1 :].split("/", 1)[0] for p in self._tree.under(path)}
            words = {n.split(".", 1)[0] for n in names if n.endswith(SUFFIXES) or "." not in n}
            init = f"{path}/__init__.py"
            if "__init__.py" in names:
                text = self._tree.read(init).decode("utf-8", "replace")
                words.update(re.findall(r"\w+", text))
            found = self._children[module] = frozenset(words)
        return found

    def dotted(self, path: str) -> str | None:
        """The dotted name of a folder or of a module's path without its suffix.

        None if it lies outside the folders from which the wanted packages are imported.
        """
        for folder, prefix in self.roots:
            if not folder:
                rest = path
            elif path == folder:
                rest = ""
            elif path.startswith(folder + "/"):
                rest = path[len(folder) + 1 :]
            else:
                continue
            return ".".join(filter(None, (prefix, rest.replace("/", "."))))
        return None

    def module_name(self, path: str) -> tuple[str | None, str | None]:
        """``__name__`` and ``__package__`` of a file, None where they cannot be known."""
        folder, _, file = path.rpartition("/")
        package = self.dotted(folder)
        stem, _, suffix = file.partition(".")
        if package is None or "." + suffix not in SUFFIXES:
            return None, package
        if stem == "__init__":
            return package, package
        return (f"{package}.{stem}" if package else stem), package

    def relative(self, path: str, level: int, name: str) -> str | None:
        """What ``level`` dots and ``name`` mean in the file ``path``, as a dotted name."""
        folders = path.split("/")[:-1]
        if level - 1 > len(folders):
            return None
        base = self.dotted("/".join(folders[: len(folders) - level + 1]))
        return None if base is None else ".".join(filter(None, (base, name)))


def _root(module: str, path: str) -> tuple[str, str]:
    """The folder from which ``module`` is imported, and the dotted name it stands for."""
    names, folders = module.split("."), path.split("/")
    while names and folders and names[-1] == folders[-1]:
        names.pop()
        folders.pop()
    return "/".join(folders), ".".join(names)


def resolve_name(name: str, package: str) -> str | None:
    """``importlib.util.resolve_name`` for a relative ``name``; None beyond the top."""
    level = len(name) - len(name.lstrip("."))
    parts = package.split(".") if package else []
    if level - 1 >= len(parts):
        return None
    return ".".join(filter(None, (*parts[: len(parts) - level + 1], name[level:])))
