"""Takes what is gone out of all files that stay: certain, or left to a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.own_reports import is_own_report
from coldframe.resolve.plan import Edit, Left
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.retiring.trimmed import Text, line_changes, shown
from coldframe.source.references import kinds

if TYPE_CHECKING:
    from coldframe.check.places import Places
    from coldframe.resolve.retiring.gone import Gone
    from coldframe.source.references.reference import Reference

REASON = "References"
_ROUNDS = 5  # of names that go because a name that they came from has gone
# What was true when it was written stays as it was written.
_HISTORY = re.compile(
    r"(?:^|.*/)(?:ended\.toml|(?:changelog|changes|history|news|authors|release[-_]?notes?)"
    r"(?:\.(?:md|rst|txt))?|.*\.(?:lock|patch|diff|svg|po|pot))$"
    r"|(?:^|.*/)(?:releasenotes/notes|locale|changelogs?|[^/]*\.egg-info)/.*",
    re.IGNORECASE,
)
_CI = re.compile(r"^(?:\.github/workflows/|\.gitlab-ci|\.?zuul|azure-pipelines|\.circleci/)")
_INI = (".ini", ".cfg", ".conf", ".coveragerc", ".flake8", ".importlinter", "pylintrc", ".filters")


class Trimming(NamedTuple):
    """The edits that take out what is certain, and what is left to a person."""

    edits: tuple[Edit, ...]
    left: tuple[Left, ...]


def trim(
    tree: PlannedTree,
    gone: Gone,
    places: Places,
    references: Sequence[Reference],
    module_of: Callable[[str], str],
    name: str = "",
) -> Trimming:
    """What has to change in ``tree``, in which the files of ``gone`` are no longer there.

    ``references`` are all those to what is gone, ``module_of`` tells the dotted name of a
    Python file, ``name`` is the feature's where no other feature is called so.
    """
    task = _Task(tree, gone, places, module_of, name)
    found: dict[str, list[Reference]] = {}
    for reference in references:
        found.setdefault(reference.path, []).append(reference)
    paths = sorted({*found, *tree.search(gone.needles)} if gone.needles else found)
    exports: set[str] = set()
    for path in paths:
        exports |= task.file(path, found.get(path, []))
    for _ in range(_ROUNDS):
        if not exports:
            break
        exports = task.follow(exports)
    return task.trimming()


class _Task:
    def __init__(
        self,
        tree: PlannedTree,
        gone: Gone,
        places: Places,
        module_of: Callable[[str], str],
        name: str,
    ) -> None:
        self.tree = tree
        self.gone = gone
        self.places = places
        self.module_of = module_of
        self.name = name
        self.after: dict[str, bytes] = {}
        self.left: dict[tuple[str, int], Left] = {}
        self.labels = self._labels()

    def _labels(self) -> set[str]:
        from coldframe.resolve.retiring.pages import labels

        pages = [p for p in self.gone.paths if p.endswith((".rst", ".md"))]
        texts = (self.gone.tree.read(p).decode("utf-8", "replace") for p in pages)
        return set().union(*map(labels, texts))

    def trimming(self) -> Trimming:
        """All edits and all that is left, by path and line."""
        edits = []
        for path, after in sorted(self.after.items()):
            before = self.tree.read(path)
            if after != before:
                edits.append(
                    Edit(path, before, after, REASON, line_changes(before, after, _kind(path)))
                )
        return Trimming(tuple(edits), tuple(left for _, left in sorted(self.left.items())))

    def leave(self, path: str, line: int, text: str, why: str) -> None:
        """Leave a line to a person; the first reason counts."""
        self.left.setdefault((path, line), Left(path, line, shown(text), why))

    def file(self, path: str, references: list[Reference]) -> set[str]:
        """Trim one file; the names that it handed on to others and no longer has."""
        if path in self.gone.paths or _HISTORY.fullmatch(path) or not self.tree.exists(path):
            return set()
        if self.places.is_release_note(path) or is_own_report(self.tree, path):
            return set()
        data = self.tree.read(path)
        if b"\0" in data[:4000]:
            return set()
        if self.places.is_migration(path):
            self._migration(path, data, references)
            return set()
        kind = kinds.kind(path, data[:200])
        if kind == kinds.PYTHON:
            # Most files only have a word in common with what goes.
            named = references or self.gone.mentions(data.decode("utf-8", "replace"))
            return self._python(path, data, references) if named else set()
        text = Text(path, data)
        original = self.gone.tree.read(path) if self.gone.tree.exists(path) else data
        lines = Text(path, original).lines
        after = self._other(path, text, kind, {r.line for r in references})
        if after != data:
            self.after[path] = after
        self._mentions(path, lines, Text(path, after).lines, kind, references)
        return set()

    def _other(self, path: str, text: Text, kind: str, lines: set[int]) -> bytes:
        from coldframe.resolve.retiring.ini import trim_ini
        from coldframe.resolve.retiring.listing import trim_listing
        from coldframe.resolve.retiring.pages import trim_page
        from coldframe.resolve.retiring.toml import trim_toml
        from coldframe.resolve.retiring.yaml import trim_yaml
        from coldframe.resolve.rewrite.listings import is_listing

        name = path.rpartition("/")[2]
        if name.endswith(".toml"):
            if name.endswith("preview.toml"):
                return text.encoded(text.text)
            own = name == "coldframe.toml"
            return text.encoded(trim_toml(text.text, self.gone, self.name, own))
        if name.endswith(_INI) and not name.endswith(".filters"):
            return text.encoded(trim_ini(text.text, self.gone))
        if name.endswith((".yml", ".yaml")):
            trim_yaml(text, self.gone)
        elif is_listing(path):
            trim_listing(text, self.gone)
        elif kind == kinds.DOCS:
            trim_page(text, self.gone, lines)
        return text.without_gone()

    def _python(self, path: str, data: bytes, references: list[Reference]) -> set[str]:
        from coldframe.resolve.retiring.python import Trimmed, trim_python

        module = self.module_of(path)
        trimmed = trim_python(data, references, module) if references else Trimmed(data)
        if trimmed.data != data:
            self.after[path] = trimmed.data
        lines = data.decode("utf-8", "replace").splitlines() or [""]
        kept = {line for one in trimmed.kept for line in range(one.line, one.last + 1)}
        for one in trimmed.kept:
            what = ", ".join(one.targets[:3]) + ", …" * (len(one.targets) > 3)
            goes = "goes" if len(one.targets) == 1 else "go"
            why = f"imports {what}, which {goes}: {one.why}"
            self.leave(path, one.line, lines[one.line - 1], why)
        for reference in references:
            if reference.line in trimmed.lines or reference.line in kept:
                continue
            if reference.form == "attribute" and kept:
                continue  # uses of a name whose import is listed
            self.leave(path, reference.line, reference.text, _why(reference))
        after = trimmed.data.decode("utf-8", "replace").splitlines()
        self._mentions(path, lines, after, kinds.PYTHON, references, kept)
        names = {f"{module}.{name}" for name in trimmed.removed} if module else set()
        return {name for name in names if not self.gone.is_below(name)}

    def _migration(self, path: str, data: bytes, references: list[Reference]) -> None:
        for reference in references:
            if reference.form in ("import", "attribute", "dynamic_import", "string"):
                why = f"a migration needs {reference.target}: copy what it needs into the migration"
                self.leave(path, reference.line, reference.text, why)

    def _mentions(
        self,
        path: str,
        lines: list[str],
        after: list[str],
        kind: str,
        references: list[Reference],
        settled: Collection[int] = (),
    ) -> None:
        """Leave the lines that stay and name something gone."""
        from coldframe.resolve.retiring.pages import docs_root, labels_used, linked

        root = docs_root(path, self.gone.tree) if kind == kinds.DOCS else ""
        by_line = {r.line: r for r in references}
        for number, line, same in _kept(lines, after):
            known = number + 1 in settled or (path, number + 1) in self.left
            if known or not line.strip():
                continue
            reference = by_line.get(number + 1) if same else None
            named = self.gone.mentions(line)
            if kind == kinds.PYTHON:
                if named and reference is None:
                    where = "a comment" if line.lstrip().startswith("#") else "a text"
                    self.leave(path, number + 1, line, f"{where} names {named}, which goes")
                continue
            if reference is not None:
                self.leave(path, number + 1, line, _why(reference))
            elif named:
                self.leave(path, number + 1, line, f"names {named}, which goes")
            elif self.name and _CI.search(path) and _is_item(line, self.name):
                self.leave(path, number + 1, line, f"a job that may be for {self.name}")
            elif entry := self._contents(path, line):
                self.leave(path, number + 1, line, f"names {entry}, which goes")
            elif kind == kinds.DOCS:
                page = linked(line, path, self.gone, root)
                label = next(iter(labels_used(line) & self.labels), "") if self.labels else ""
                if page:
                    self.leave(path, number + 1, line, f"links to {page}, which goes")
                elif label:
                    why = f"refers to the label {label} of a page that goes"
                    self.leave(path, number + 1, line, why)

    def _contents(self, path: str, line: str) -> str:
        """The page that is gone which a line of a list of contents names, or nothing."""
        from coldframe.resolve.retiring.yaml import contents_folder, page_of

        folder = contents_folder(path, self.tree)
        page = page_of(line) if folder is not None else ""
        known = bool(page) and self.gone.is_page(page, f"{folder}/_", folder or "")
        return page if known else ""

    def follow(self, exports: set[str]) -> set[str]:
        """Trim the files that took ``exports`` from modules which no longer have them."""
        from coldframe.source.references.find import references

        self.gone.exports |= exports
        planned = PlannedTree(
            self.tree, [Edit(p, b"", data, REASON) for p, data in self.after.items()]
        )
        owners = {name.rpartition(".")[0] for name in exports}
        words = sorted({name.rpartition(".")[2] for name in exports})
        paths = set(planned.search(words))
        packages = [(owner, path) for owner in sorted(owners) if (path := self._place(owner))]
        found: dict[str, list[Reference]] = {}
        for reference in references(planned, packages, lambda path: path in paths):
            target = reference.target
            if any(target == name or target.startswith(name + ".") for name in exports):
                found.setdefault(reference.path, []).append(reference)
        further: set[str] = set()
        for path, there in sorted(found.items()):
            if path in self.after:
                old = Text(path, self.gone.tree.read(path)).lines
                numbers = [at for at, _, _ in _kept(old, Text(path, self.after[path]).lines)]
                for reference in there:
                    number = numbers[reference.line - 1] + 1
                    self.leave(path, number, reference.text, _why(reference))
            else:
                further |= self.file(path, there)
        return further

    def _place(self, module: str) -> str:
        """The folder of a package, or the path of a module without its suffix."""
        place = module.replace(".", "/")
        for path in self.tree.paths():
            for end in (f"{place}/__init__.py", f"{place}.py"):
                if (path == end or path.endswith("/" + end)) and self.module_of(path) == module:
                    return path.removesuffix("/__init__.py").removesuffix(".py")
        return ""


def _kept(before: list[str], after: list[str]) -> list[tuple[int, str, bool]]:
    """The lines of ``after``, each with the index of what it was in ``before``.

    The last value says whether it is the same line still.
    """
    if before == after:
        return [(number, line, True) for number, line in enumerate(before)]
    match = SequenceMatcher(None, before, after, autojunk=False)
    kept: list[tuple[int, str, bool]] = []
    for kind, a, b, c, d in match.get_opcodes():
        last = max(a, b - 1)
        kept += [(min(a + at, last), after[c + at], kind == "equal") for at in range(d - c)]
    return kept


def _is_item(line: str, name: str) -> bool:
    """Whether ``name`` by itself is a key, or an item of a list, in a line of YAML."""
    word = rf"[\"']?{re.escape(name)}[\"']?"
    return re.search(rf"^\s*(?:-\s+)?{word}:?\s*$|[\[,]\s*{word}\s*[,\]]", line) is not None


def _kind(path: str) -> str:
    """What a line of ``path`` that goes is called."""
    if path.endswith((".py", ".pyi", ".pyx")):
        return "import"
    return "page" if path.endswith((".rst", ".md", ".mdx")) else "setting"


_WHY = {
    "import": "imports {}, which goes",
    "attribute": "uses {}, which goes",
    "dynamic_import": "imports {} by its name, which goes",
    "lazy_import": "a table of names to import has {}, which goes",
    "patch": "replaces {} in a test, which goes",
    "string": "a text names {}, which goes",
    "log_name": "a logger is called {}, which goes",
    "entry_point": "an entry point loads {}, which goes",
    "command": "a command is given {}, which goes",
}


def _why(reference: Reference) -> str:
    said = _WHY.get(reference.form, "names {}, which goes").format(reference.target)
    return said if reference.decided else f"{said}; what it really reaches cannot be read here"
