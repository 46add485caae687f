"""One broken rule at one place."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

ERROR, WARN, OFF = "error", "warn", "off"
SEVERITIES = (ERROR, WARN, OFF)


class Finding(NamedTuple):
    """What is wrong (``message``), where, and what to do (``hint``).

    ``path`` is relative to the host's root, ``line`` counts from 1 (0: the whole file).
    ``text`` is the offending line, stripped; ``feature`` the name of the feature
    concerned, if there is one.  ``severity`` is filled in by the run.
    """

    rule: str
    path: str
    line: int
    message: str
    hint: str
    feature: str = ""
    text: str = ""
    severity: str = ERROR
    column: int = 0
