"""One command and its arguments: data only, the same from a tree and from a snapshot."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

ANY = -1  # no limit to the number of values


class Argument(NamedTuple):
    """An option, if it has ``names`` that begin with a dash; else what is given by position.

    ``least`` and ``most`` say how many values it takes at once: a switch takes none.  Texts are
    empty where nothing is said.  ``certain`` is False for what only some situations have.
    ``old`` is whether it is deprecated or hidden.
    """

    name: str
    path: str
    line: int = 0
    names: tuple[str, ...] = ()
    type: str = ""
    least: int = 1
    most: int = 1
    default: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    old: bool = False
    certain: bool = True
    stage: str = ""

    @property
    def is_option(self) -> bool:
        """Whether it is given by name."""
        return bool(self.names)


class Command(NamedTuple):
    """``name`` is what people type, as far as the last word that names a command.

    ``whole`` is False where some of its arguments could not be read, ``closed`` where further
    commands may stand below it.  ``exclusive`` are options of which only one may be given.
    """

    name: str
    tool: str
    path: str
    line: int = 0
    arguments: tuple[Argument, ...] = ()
    aliases: tuple[str, ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()
    old: bool = False
    whole: bool = True
    closed: bool = True
    certain: bool = True
    stage: str = ""


class Commands(NamedTuple):
    """All of a project, by name."""

    all: tuple[Command, ...] = ()
