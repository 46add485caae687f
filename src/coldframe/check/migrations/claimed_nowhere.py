"""A claim of tables that no table ever matched.

The name may be misspelt, and then the tables that were meant count as stable: their data would be
kept where it need not be, and nobody would be warned before it is touched.  Or the tables are
gone, and the claim would silently cover the next table of that name.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from coldframe.check.finding import WARN
from coldframe.check.migrations.models import model_tables
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="claimed_nowhere",
    family="migrations",
    why="A misspelt claim leaves the tables that were meant to stable code.",
    hint="Correct the claim in the declaration, or take it out.",
    severity=WARN,
    recorded=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per glob in claims.tables that matches no table of any revision or model."""
    if not host.histories:
        return
    known = {table for _, _, table, _ in model_tables(host)}
    for history in host.histories:
        known |= history.reached.keys()
        for chapter in history.chapters:
            for statement in chapter.statements:
                known |= {touch.table for touch in statement.touches}
                known |= {touch.by for touch in statement.touches}
    for feature, declaration in host.declared:
        for at, glob in enumerate(declaration.claims.tables):
            if not any(fnmatchcase(table, glob) for table in known):
                line = declaration.lines.get(f"claims.tables.{at}")
                yield RULE.at(
                    declaration.path,
                    line or declaration.line("claims.tables"),
                    f"{feature.name} claims the tables {glob}, and no revision or model has one",
                    feature=feature.name,
                )
