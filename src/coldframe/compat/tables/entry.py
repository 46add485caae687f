"""One table and its columns: data only, the same from a tree and from a snapshot."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple


class Column(NamedTuple):
    """``default`` is what the database itself fills in; what only the code fills in is not there.

    ``type`` is a word, or the name that the code uses; ``length`` counts characters, or is empty.
    ``automatic`` is a number that the database counts up.
    """

    name: str
    path: str
    line: int = 0
    type: str = ""
    length: str = ""
    required: bool = False
    default: str = ""
    automatic: bool = False
    values: tuple[str, ...] = ()


class ForeignKey(NamedTuple):
    """``columns`` point to ``target``; ``action`` is what deleting that does, if it is said."""

    columns: tuple[str, ...]
    target: str
    action: str = ""


class Table(NamedTuple):
    """``name`` is what queries write, ``model`` the class that stands for it, if there is one.

    ``uniques`` and ``indexes`` are sets of columns, each in the order of the alphabet or of the
    index.  ``whole`` is False where some columns could not be read, ``keys`` where some keys.
    """

    name: str
    tool: str
    path: str
    line: int = 0
    model: str = ""
    columns: tuple[Column, ...] = ()
    primary: tuple[str, ...] = ()
    uniques: tuple[tuple[str, ...], ...] = ()
    foreign: tuple[ForeignKey, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    whole: bool = True
    keys: bool = True
    stage: str = ""


class Tables(NamedTuple):
    """All of a project, by name; ``unnamed`` are models whose table could not be read."""

    all: tuple[Table, ...] = ()
    unnamed: tuple[str, ...] = ()
