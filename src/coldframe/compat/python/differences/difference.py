"""One difference, before it is judged."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

from coldframe.compat.change import Place


class Difference(NamedTuple):
    """``told`` fills in the rule's message; ``suffix`` is what follows the subject's name.

    ``stage`` is that of the very parameter or member, where it is a preview of its own.
    """

    rule: str
    base: Place
    head: Place
    told: tuple[tuple[str, str], ...] = ()
    stage: str = ""
    suffix: str = ""
