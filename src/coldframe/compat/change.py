"""One difference between two versions of a surface, and what it means for who calls it."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)
REQUEST, RESPONSE = "request", "response"


class Place(NamedTuple):
    """Where something is written: a file, and a JSON pointer or a dotted name in it."""

    path: str
    pointer: str
    line: int = 0


class Witness(NamedTuple):
    """A call that the base allows, made against the new application.

    ``verdict`` is ``confirmed``, ``not confirmed`` or ``not tried``; ``call`` is a line for a
    shell, and ``answer`` the status and the beginning of the body.
    """

    verdict: str
    why: str = ""
    call: str = ""
    answer: str = ""


class Change(NamedTuple):
    """What a rule says of one difference.

    ``severity`` is that of the rule, unless the stage of the base (``stage``) or an exception
    made it less; ``usual`` keeps the rule's own.  ``direction`` is ``request``, ``response`` or
    empty.  ``subject`` says what callers use (``GET /users/{id}``), ``others`` names further ones
    that the same difference reaches.
    """

    rule: str
    severity: str
    usual: str
    direction: str
    subject: str
    message: str
    why: str
    hint: str
    base: Place
    head: Place
    stage: str = ""
    others: tuple[str, ...] = ()
    accepted: str = ""  # the reason of the exception that accepts it
    until: str = ""  # the release or day with which that exception ends
    lapsed: str = ""  # says which exception would have accepted it, had it not ended
    witness: Witness | None = None  # None: not asked for
    graded: str = ""  # where the settings give the rule this severity
    surface: str = ""  # "rest", "python", "options", "commands", "entry_points", "tables"
