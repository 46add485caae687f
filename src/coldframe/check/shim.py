"""Recognises, by reading, the file that lets the old names of a promoted feature go on working."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast

# The two constants of every such file.  ``resolve.shims`` writes them.
UNTIL, NAMES = "_UNTIL", "_NAMES"


class Shim(NamedTuple):
    """What the file at the old place of a feature says.

    ``old`` is the module that was promoted and ``new`` its new name, empty if its parts went
    to different places.  ``names`` are the old names from which all others follow.  The old
    names work up to and without the release ``until``, which stands in ``line``.
    """

    old: str
    new: str
    until: str
    names: dict[str, str]
    line: int

    @property
    def target(self) -> str:
        """The new name of the feature, or of the first of its parts."""
        return self.new or next(filter(None, self.names.values()), "")


def is_shim(data: bytes) -> Shim | None:
    """The shim that ``data`` is; None if it is anything else."""
    if UNTIL.encode() not in data or NAMES.encode() not in data:
        return None
    import ast

    try:
        body = ast.parse(data).body
    except (SyntaxError, ValueError):
        return None
    until, line = _value(body, UNTIL)
    names, _ = _value(body, NAMES)
    if not isinstance(until, str) or not isinstance(names, dict) or not names:
        return None
    if not all(isinstance(word, str) for pair in names.items() for word in pair):
        return None
    old = next(iter(names))
    return Shim(old, names[old], until, names, line)


def _value(body: list[ast.stmt], name: str) -> tuple[object, int]:
    """What the module assigns to ``name``, if that is a literal, and the line."""
    import ast

    for statement in body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in statement.targets
        ):
            try:
                return ast.literal_eval(statement.value), statement.lineno
            except ValueError:
                return None, 0
    return None, 0
