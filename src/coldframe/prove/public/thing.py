"""One thing that a feature shows to others."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple


class Thing(NamedTuple):
    """An option, a command, a route or a ``name`` of Python, and where it is written.

    ``names`` are all ways to write it, the usual one first; ``tool`` is what defines it, and for a
    name the module.  ``needs`` are the parameters that a caller must give, ``takes`` all that one
    may give; both are None for what cannot be called.
    """

    kind: str
    names: tuple[str, ...]
    path: str
    line: int
    tool: str = ""
    needs: tuple[str, ...] | None = None
    takes: tuple[str, ...] | None = None
    explained: bool = False  # it has a docstring

    @property
    def name(self) -> str:
        """The usual name."""
        return self.names[0]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
