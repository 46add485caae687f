"""One entry point: data only, the same from a tree and from a snapshot."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

from coldframe.compat.declared.aliases import Alias


class EntryPoint(NamedTuple):
    """``name`` is ``group:name``; ``target`` what is loaded, ``package.module:object``.

    ``stage`` is empty for what is stable, else what the host calls a preview.
    """

    name: str
    target: str
    path: str
    line: int = 0
    stage: str = ""

    @property
    def group(self) -> str:
        """The group alone."""
        return self.name.partition(":")[0]


class EntryPoints(NamedTuple):
    """All of a project; ``whole`` is False where some could not be read.

    ``old`` are dotted names of ended features that still lead somewhere, ``modules`` every module
    of the project: both tell whether a target can still be imported.  ``lost`` are targets of the
    other release that are no longer in their modules, where the Python surfaces tell that.
    ``aliases`` are old names that records keep working.
    """

    all: tuple[EntryPoint, ...] = ()
    whole: bool = True
    old: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
