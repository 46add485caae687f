"""The rule file of ``coldframe blame``: who owns which paths, in the form of CODEOWNERS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.source.codeowners import Line


def rule_file(path: str) -> tuple[Line, ...]:
    """The rules of a file in the form of CODEOWNERS: ``PATTERN OWNER``, the last that fits counts.

    Raises Mistake if it cannot be read or holds no rule.
    """
    from coldframe.source.codeowners import read_codeowners

    try:
        with open(path, "rb") as file:
            lines = read_codeowners(file.read())
    except OSError as error:
        raise Mistake(
            f"{path} cannot be read: {error.strerror}", "Name a file with lines: PATTERN OWNER"
        ) from None
    if not lines:
        raise Mistake(f"{path} holds no rule", "Write lines like: neutron/services/lbaas/ lbaas")
    return lines
