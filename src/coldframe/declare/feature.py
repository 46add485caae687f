"""What a feature is and what its declaration says."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple


class Renewal(NamedTuple):
    """One renewal of a feature: it may live until ``until``, as ``spec`` argues."""

    until: str
    spec: str
    line: int = 0


class Claims(NamedTuple):
    """What a feature owns outside its folder; every entry is a glob."""

    tables: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    entry_points: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()


class Declaration(NamedTuple):
    """``preview.toml`` of one feature, as written.

    ``path`` is the declaration file, relative to the host's root, and ``lines`` maps a
    dotted key (``"spec"``, ``"claims.tables"``) to the line on which it is written.
    Keys that were left out are empty.
    """

    path: str
    title: str = ""
    summary: str = ""
    spec: str = ""
    since: str = ""
    owners: tuple[str, ...] = ()
    target: str | dict[str, str] = ""
    feedback: str = ""
    needs: tuple[str, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    claims: Claims = Claims()
    lines: dict[str, int] = {}

    def line(self, key: str) -> int:
        """The line of ``key``, or 1 when it is not written."""
        return self.lines.get(key, 1)


# What a module of Python code may end in; the last two are compiled.
MODULE_SUFFIXES = (".py", ".pyi", ".pyx", ".so", ".pyd")


class PreviewTree(NamedTuple):
    """A package that holds preview features.

    ``module`` is its dotted name, ``path`` its folder relative to the host's root.
    ``shared`` are the dotted names of modules directly in it that are helpers of several
    features and no feature themselves.
    """

    module: str
    path: str
    shared: tuple[str, ...] = ()


class Feature(NamedTuple):
    """One module or package directly below a preview tree.

    ``path`` is a folder for a package and a file for a one-file feature (a stub next to
    it belongs to it).  ``declaration`` is None while nothing has been declared.
    ``forwards_to`` is the stable module to which all that is left of the feature hands on:
    it has moved there, and only its old name still works.
    """

    name: str
    module: str
    path: str
    tree: PreviewTree
    declaration: Declaration | None = None
    forwards_to: str = ""

    @property
    def is_package(self) -> bool:
        """Whether the feature is a folder."""
        return not self.path.endswith(MODULE_SUFFIXES)

    @property
    def declaration_path(self) -> str:
        """Where the declaration is, or would have to be."""
        if self.is_package:
            return f"{self.path}/preview.toml"
        return f"{self.tree.path}/{self.name}.preview.toml"

    def owns(self, path: str) -> bool:
        """Whether ``path`` is code of this feature."""
        if self.is_package:
            return path.startswith(self.path + "/")
        folder, _, file = path.rpartition("/")
        return (
            folder == self.tree.path
            and file.partition(".")[0] == self.name
            and (file.endswith(MODULE_SUFFIXES) or path == self.declaration_path)
        )
