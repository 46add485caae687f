"""What has moved, prepared for looking it up in text: names, paths, and their spelling."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from coldframe.source.references.wanted import Wanted

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.addresses import Addresses
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.source.references.sift import Sift
    from coldframe.source.tree import Tree

_OBJECT = re.compile(r":(\w+)\b")
_PART = re.compile(r"(\\?\.)(\w+)")


class Named(NamedTuple):
    """A dotted name in a text: from ``start`` to ``end``, the moved module at its beginning.

    ``new`` is the module's new name, spelled as the old one is (``a\\.b`` in an expression).
    ``known`` says whether the tree has what the whole name names.
    """

    start: int
    end: int
    new: str
    module: str
    rest: str
    known: bool


class Moved(Wanted):
    """``renames`` in ``tree``, as the finder of references wants it and as a rewriter does."""

    def __init__(self, renames: Renames, tree: Tree) -> None:
        self.renames = renames
        tops = [
            name
            for name in sorted(renames.modules)
            if not any(part in renames.modules for part in _parents(name))
        ]
        super().__init__(tree, [(name, "\0" + name) for name in tops])
        self.tree = tree
        # Folders and files that moved, without what is below a folder that moved as a whole.
        self.new_paths = renames.paths
        self.old_paths = {new: old for old, new in renames.paths.items()}

    def children(self, module: str) -> frozenset[str]:
        """The moved modules directly in a package, and every word of its ``__init__``."""
        found = self._children.get(module)
        if found is None:
            start = module + "."
            words = {
                name[len(start) :].partition(".")[0]
                for name in self.renames.modules
                if name.startswith(start)
            }
            found = self._children[module] = frozenset(words | self._words(module))
        return found

    def _words(self, module: str) -> set[str]:
        """The folders in a moved package, and the words of its ``__init__``."""
        place = self.prefix + self.renames.modules[module].replace(".", "/")
        init = f"{place}/__init__.py"
        below = (path[len(place) + 1 :] for path in self.tree.under(place))
        folders = {path.partition("/")[0] for path in below if "/" in path}
        if not self.tree.exists(init):
            return folders
        return folders | set(re.findall(r"\w+", self.tree.read(init).decode("utf-8", "replace")))

    def is_package(self, module: str) -> bool:
        """Whether the moved ``module`` is a package."""
        place = self.prefix + self.renames.modules[module].replace(".", "/")
        return not self.tree.exists(f"{place}.py") and bool(self.tree.under(place))

    @cached_property
    def goes_as_a_whole(self) -> bool:
        """Whether what lies in a moved package is found in its new place under its old name."""
        modules = self.renames.modules
        return all(
            new == modules[top] + name[len(top) :]
            for name, new in modules.items()
            for top in (self.package_of(name),)
        )

    @cached_property
    def sift(self) -> Sift:
        """The filter of bytes for Python files."""
        from coldframe.source.references.sift import Sift

        return Sift(self)

    @cached_property
    def addresses(self) -> Addresses:
        """How files were called before the moves, and are called now."""
        from coldframe.resolve.rewrite.addresses import Addresses

        return Addresses(self.renames)

    def module_name(self, path: str) -> tuple[str | None, str | None]:
        """``__name__`` and ``__package__`` that the file now at ``path`` had before the moves."""
        name = self.addresses.before(path)
        init = path.rpartition("/")[2].startswith("__init__.")
        return name, name if init else name.rpartition(".")[0]

    def relative(self, path: str, level: int, name: str) -> str | None:
        """What a relative import in the file now at ``path`` meant before the moves."""
        return self.addresses.meant(path, level, name)

    @cached_property
    def prefix(self) -> str:
        """The folder in which the new modules are found, with ``/`` (``src/``), or nothing."""
        for old in self.renames.modules.values():
            place = old.replace(".", "/")
            for new in self.old_paths:
                for end in (f"{place}.py", f"{place}/__init__.py", place):
                    if new == end or new.endswith(f"/{end}"):
                        return new[: len(new) - len(end)]
        return ""

    @cached_property
    def name_pattern(self) -> re.Pattern[str]:
        """A moved module with all that is said of it, as a whole word."""
        names = "|".join(re.escape(m).replace(r"\.", r"\\?\.") for m in self.modules)
        return re.compile(
            rf"(?:(?<=\[mypy-)|(?<![\w\\-]))(?<!\w\.)(?:{names})(?:\\?\.\w+)*(?![\w])"
        )

    @cached_property
    def split_pattern(self) -> re.Pattern[str]:
        """A moved module in two pieces: ``from parent import module``."""
        pieces = [module.rpartition(".") for module in self.modules if "." in module]
        names = "|".join(
            rf"{re.escape(parent)}\s+import\b[\w\s,(]*?\b{leaf}" for parent, _, leaf in pieces
        )
        return re.compile(rf"\bfrom\s+(?:{names})\b(?!\.)" if pieces else r"(?!)")

    @cached_property
    def pieces_pattern(self) -> re.Pattern[str]:
        """The last two parts of a moved module or path, one by one: ``"parent", "module"``."""
        names = [*self.modules, *(path.replace("/", ".") for path in self.path_tops)]
        pairs = {tuple(map(re.escape, name.split(".")[-2:])) for name in names if "." in name}
        shapes = "|".join(
            rf"""(?:"{a}"|'{a}')\s*[,/]\s*(?:"{b}"|'{b}')""" for a, b in sorted(pairs)
        )
        return re.compile(shapes or r"(?!)")

    @cached_property
    def read_through(self) -> dict[tuple[str, str], str]:
        """Where a module of one word is read from another one that imports it.

        Keys are the last name of that other module and the word: ``bricks.wall``,
        ``from bricks import wall``.  Values are a place, ``path:line``.
        """
        words = [name for name in self.modules if "." not in name]
        found: dict[tuple[str, str], str] = {}
        if not words:
            return found
        names = "|".join(map(re.escape, words))
        pattern = re.compile(
            rf"(\w+)\.({names})\b|^[ \t]*from[ \t]+(?:[\w.]*\.)?(\w+)[ \t]+import\b"
            rf"(?:[ \t]*\([^)]*|[^#\n]*)\b({names})\b",
            re.MULTILINE,
        )
        for path in self.tree.search(words, suffix=".py"):
            text = self.tree.read(path).decode("utf-8", "replace")
            for match in pattern.finditer(text):
                key = (match[1] or match[3], match[2] or match[4])
                found.setdefault(key, f"{path}:{text.count(chr(10), 0, match.start()) + 1}")
        return found

    @cached_property
    def parents(self) -> frozenset[str]:
        """The packages that modules have left."""
        return frozenset(module.rpartition(".")[0] for module in self.modules if "." in module)

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """What a file has some of that puts a name below such a package together."""
        names = {f"{name.rpartition('.')[2]}." for name in self.parents} | self.parents
        return tuple(sorted(name + end for name in names for end in "\"'{%"))

    @cached_property
    def parent_folders(self) -> frozenset[str]:
        """The folders that such packages were in."""
        return frozenset(path.rpartition("/")[0] for path in self.path_tops)

    def named(self, text: str, start: int) -> Named | None:
        """The moved name that ``text`` spells at ``start``, if any."""
        end, at, spelled = start, start, ""
        found = re.compile(r"\w+").match(text, start)
        name, owner, escaped = "", "", False
        while found is not None:
            part = found.group().lstrip("\\.")
            escaped = escaped or found.group().startswith("\\")
            name = f"{name}.{part}" if name else part
            at = found.end()
            if name in self.renames.modules:
                end, owner = at, name
            found = _PART.match(text, at)
        inner = _OBJECT.match(text, at)
        if inner is not None and f"{name}.{inner[1]}" in self.renames.modules:  # a.b:C
            owner = name = f"{name}.{inner[1]}"
            new = self.renames.modules[owner].rpartition(".")
            return Named(start, inner.end(), f"{new[0]}:{new[2]}", owner, "", True)
        if not owner:
            return None
        spelled = self.renames.modules[owner]
        if escaped:
            spelled = spelled.replace(".", "\\.")
        rest = name[len(owner) + 1 :]
        known = (
            not rest
            or not self.is_package(owner)
            or rest.partition(".")[0]
            in (self.children(owner) if owner in self.modules else self._members(owner))
        )
        return Named(start, end, spelled, owner, rest, known)

    def _members(self, package: str) -> frozenset[str]:
        return self.children(package)

    @cached_property
    def needles(self) -> tuple[bytes, ...]:
        """Bytes of which any file has some that names what moved by its full name or path."""
        words = {name.rpartition(".")[2] for name in self.modules}
        words |= {path.rpartition("/")[2].partition(".")[0] for path in self.path_tops}
        return tuple(sorted(word.encode() for word in words if word))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The needles, as text."""
        return tuple(needle.decode() for needle in self.needles)

    @cached_property
    def path_tops(self) -> list[str]:
        """The moved paths that lie in no moved folder."""
        paths = self.new_paths
        return [p for p in paths if not any(folder in paths for folder in _folders(p))]

    @cached_property
    def path_words(self) -> tuple[str, ...]:
        """The first parts of all moved paths: a path that moved begins with one of them."""
        return tuple(sorted({path.partition("/")[0] for path in self.new_paths}))

    def moved_path(self, path: str, page: str) -> str | None:
        """Where the file or folder that the file ``page`` calls ``path`` has gone, if it has.

        A file that stayed where it is means what is there now, if there is something: a
        project that was adopted had files of the same names as the host.
        """
        new = self.new_paths.get(path)
        if new is None or (page not in self.old_paths and self.is_there(path)):
            return None
        return new

    def is_there(self, path: str) -> bool:
        """Whether the tree has a file or folder ``path``, after the moves."""
        return self.tree.exists(path) or bool(self.tree.under(path))

    def old_path(self, path: str) -> str:
        """Where the file that is now at ``path`` was before."""
        return self.old_paths.get(path, path)


def relative(path: str, folder: str) -> str:
    """``path`` as it is written in ``folder``."""
    from posixpath import relpath

    return relpath(path, folder or ".")


def _folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def _parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]
