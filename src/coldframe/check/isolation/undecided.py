"""A dynamic import may reach preview code, and reading cannot tell.

What cannot be decided is said once, not guessed.  Accept the place by an exception with a
reason, and let the runtime guard be the second lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.finding import WARN
from coldframe.check.isolation.sides import from_stable
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="undecided",
    family="isolation",
    why="The name is put together when the program runs, so nobody can tell by reading"
    " whether stable code reaches a preview feature here.",
    hint="Name the module in one constant, or accept the place by an exception with a reason.",
    severity=WARN,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per place in stable code that cannot be decided."""
    for reference in from_stable(host):
        if not reference.decided:
            yield RULE.at(
                reference.path,
                reference.line,
                f"cannot tell what is reached below {reference.target}",
                text=reference.text,
                column=reference.column,
            )
