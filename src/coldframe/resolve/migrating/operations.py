"""Runs a list of migrations and keeps the operations of Alembic that each revision asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.database.statement import Statement
    from coldframe.check.database.walk import Step, Walk


class Performed(NamedTuple):
    """What one revision did: operations of Alembic in order, and all statements.

    With each operation come the context in which it was carried out, and what that gave.
    """

    step: Step
    operations: tuple[tuple[Any, Any, Any], ...]
    statements: tuple[Statement, ...]


def perform(
    walk: Walk,
    progress: Callable[[str], None] = lambda doing: None,
    only: Callable[[Step], bool] = lambda step: True,
) -> tuple[Performed, ...]:
    """Run all steps that are left and wanted.

    Raises Mistake: a revision fails, or Alembic cannot follow the list.
    """
    from coldframe.check.database.walk import importable

    done = []
    with importable(walk.root):
        steps = [step for step in walk.steps() if only(step)]
    for number, step in enumerate(steps, 1):
        progress(f"{number} of {len(steps)} revisions, {step.id}")
        with _kept() as operations:
            ran = walk.run(step)
        if ran.failure is not None:
            sql = f" in: {ran.failure.sql[:200]}" if ran.failure.sql else ""
            raise Mistake(
                f"{step.id} stops: {ran.failure.why}{sql}",
                "Name a server on which the whole list runs: --database URL",
                ran.failure.path,
                ran.failure.line,
            )
        done.append(Performed(step, tuple(operations), ran.statements))
    return tuple(done)


@contextmanager
def _kept() -> Iterator[list[tuple[Any, Any, Any]]]:
    """Every operation that is invoked until the block ends; each is carried out as well."""
    from alembic.operations import Operations

    found: list[tuple[Any, Any, Any]] = []
    owner: Any = Operations.__mro__[1]  # batches have the same one
    original = owner.invoke

    def invoke(self: Any, operation: Any) -> Any:
        result = original(self, operation)
        found.append((operation, self.migration_context, result))
        return result

    owner.invoke = invoke
    try:
        yield found
    finally:
        owner.invoke = original
