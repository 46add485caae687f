"""One configuration option: data only, the same from a tree and from a snapshot."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

from coldframe.compat.declared.aliases import Alias

TEXT, INTEGER, NUMBER, BOOLEAN = "text", "integer", "number", "boolean"


class Option(NamedTuple):
    """``name`` is what operators write: ``group.option``, an environment variable, a setting.

    Texts are empty where nothing is said.  ``type`` is a word, or an annotation as it is written;
    ``default`` the text of the value.  ``old`` are further names under which it is read.
    ``certain`` is False when the group was not known by reading, so that ``name`` lacks it.
    ``stage`` is empty for what is stable, else what the host calls a preview.
    """

    name: str
    tool: str
    path: str
    line: int = 0
    type: str = ""
    default: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    least: str = ""
    most: str = ""
    length: str = ""
    pattern: str = ""
    reloaded: bool = False
    old: tuple[str, ...] = ()
    deprecated: bool = False
    certain: bool = True
    stage: str = ""

    @property
    def bare(self) -> str:
        """The name without its group."""
        return self.name.rpartition(".")[2]


class Options(NamedTuple):
    """All of a project, by name; ``aliases`` are old names that records keep working."""

    all: tuple[Option, ...] = ()
    aliases: tuple[Alias, ...] = ()
