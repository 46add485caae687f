"""What a surface of Python is made of: data only, the same from a tree and from a snapshot."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

MODULE, CLASS, FUNCTION, METHOD = "module", "class", "function", "method"
ATTRIBUTE, PROPERTY, EXTERNAL = "attribute", "property", "external"

# How firmly a name is promised: listed in ``__all__`` or brought up by a package; public by its
# spelling only; or importable although ``__all__`` leaves it out.
EXPORTED, PUBLIC, IMPORTABLE = "exported", "public", "importable"

# Kinds of parameters.
POSITIONAL, EITHER, KEYWORD, MORE, MORE_KEYWORDS = "positional", "either", "keyword", "*", "**"


class Parameter(NamedTuple):
    """One parameter; ``type`` and ``default`` are texts in one form, empty if there is none.

    ``stage`` is what its documentation says of it: empty, the word for a preview, or
    ``deprecated``.
    """

    name: str
    kind: str
    type: str = ""
    default: str = ""
    stage: str = ""


class Signature(NamedTuple):
    """How something is called; without ``self`` and ``cls``."""

    parameters: tuple[Parameter, ...] = ()
    returns: str = ""


class Entry(NamedTuple):
    """One thing that has a name: ``name`` is where it is defined, ``path`` and ``line`` the place.

    ``flags`` are sorted words (``async``, ``abstract``, ``frozen``).  Of a class, ``bases`` are
    all its known ancestors, ``members`` its public ones with the names of their entries, and
    ``open`` says that it has ancestors elsewhere, whose members are not known.  ``stage`` is
    empty for what is stable, and ``feature`` whose preview it is; the flag ``labelled`` says that
    its own documentation tells the stage.
    """

    name: str
    kind: str
    path: str
    line: int = 0
    signature: Signature | None = None
    overloads: tuple[Signature, ...] = ()
    flags: tuple[str, ...] = ()
    type: str = ""
    value: str = ""
    raises: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    open: bool = False
    members: tuple[tuple[str, str], ...] = ()
    stage: str = ""
    feature: str = ""

    def member(self, word: str) -> str:
        """The name of the entry of one member, or nothing."""
        return next((name for each, name in self.members if each == word), "")


class Name(NamedTuple):
    """A public name: which entry it leads to, how firmly it is promised, and where it stands.

    ``stage`` is that of the module in which the name stands, not of what it leads to.
    """

    entry: str
    promise: str
    path: str
    line: int = 0
    stage: str = ""


class Surface(NamedTuple):
    """The public names of a project, and what they lead to.

    ``trees`` are the preview trees by their dotted names, ``word`` what previews are called, and
    ``previews`` says whether what is public in them only is part of the surface.  ``unread`` are
    modules that could not be read: nothing is known of them.
    """

    source: str
    names: dict[str, Name]
    entries: dict[str, Entry]
    trees: tuple[str, ...] = ()
    word: str = "preview"
    unread: tuple[str, ...] = ()
    previews: bool = True

    def stage(self, name: str) -> str:
        """The stage of what has this dotted name: that of its place, or what its docs say."""
        if any(f"{name}.".startswith(f"{tree}.") for tree in self.trees):
            return self.word
        return self.entries[name].stage if name in self.entries else ""

    def part(self, places: tuple[str, ...]) -> "Surface":
        """The surface with only the names that are one of these dotted names, or below one."""
        names = {
            name: each
            for name, each in self.names.items()
            if any(f"{name}.".startswith(f"{place}.") for place in places)
        }
        return self._replace(names=names)

    def value(self, text: str) -> str:
        """What a default is: of a public constant its value, of all else the text itself."""
        name = self.names.get(text)
        entry = self.entries.get(name.entry) if name else None
        return entry.value if entry and entry.kind == ATTRIBUTE and entry.value else text
