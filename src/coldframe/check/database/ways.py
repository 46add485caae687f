"""Which walk a host's environments need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.check.database.environment import DJANGO
from coldframe.check.database.walk import Ran, Step, Walk

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment


def walk_of(root: str, environments: Sequence[Environment], engine: Engine) -> Walk:
    """The walk of Alembic, of Django, or of the one and then the other."""
    django = [each for each in environments if each.tool == DJANGO]
    others = [each for each in environments if each.tool != DJANGO]
    if not django:
        return Walk(root, others, engine)
    from coldframe.check.database.django.walk import DjangoWalk

    walk = DjangoWalk(root, django, engine)
    return Both(root, environments, engine, walk) if others else walk


class Both(Walk):
    """Alembic's environments first, then Django's."""

    def __init__(
        self, root: str, environments: Sequence[Environment], engine: Engine, django: Walk
    ) -> None:
        super().__init__(root, [e for e in environments if e.tool != DJANGO], engine)
        self._alembic, self._django = Walk(root, self.environments, engine), django
        self.environments = tuple(environments)

    def steps(self) -> tuple[Step, ...]:
        """The steps of both."""
        return self._alembic.steps() + self._django.steps()

    def on(self, engine: Engine) -> Both:
        """The same way on another database that stands at the same place."""
        from copy import copy

        other = copy(self)
        other.engine = engine
        other._alembic, other._django = self._alembic.on(engine), self._django.on(engine)
        return other

    def run(self, step: Step, stop_before: int | None = None) -> Ran:
        """Run one step of either."""
        walk = self._django if step.environment.tool == DJANGO else self._alembic
        return walk.run(step, stop_before)
