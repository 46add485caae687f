"""Whose table it is, and whose revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from coldframe.check.database.promotions import promotions
from coldframe.check.database.statement import SCHEMA

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.check.database.revisions import Revision
    from coldframe.check.database.statement import Statement
    from coldframe.check.host import Host

STABLE = ""  # the owner of what no feature claims


class Owners:
    """The owners of tables, by the claims of all features, and of revisions."""

    def __init__(self, host: Host, listed: Sequence[Environment]) -> None:
        self._host = host
        self._claims = [
            (glob, feature.name)
            for feature, declaration in host.declared
            for glob in declaration.claims.tables
        ]
        self._made: dict[str, str] = {}
        self._environments = {each.path: each.feature for each in listed}
        self.promotions = promotions(host, listed)

    def of_table(self, name: str) -> str:
        """The feature that claims the table, or made it; STABLE when none does."""
        # SQLite's batch mode and other tools work on a copy with a prefix of their own.
        name = name.removeprefix("_alembic_tmp_")
        return self.claimed_by(name) or self._made.get(name, STABLE)

    def claimed_by(self, name: str) -> str:
        """The feature that claims the table; ``""`` when none does."""
        return next((owner for glob, owner in self._claims if fnmatchcase(name, glob)), "")

    def owner_then(self, name: str, revision: str) -> str:
        """Whose data was in the table when the revision of that id was written.

        What is stable by now was the feature's up to the promotion of the feature.
        """
        name = name.removeprefix("_alembic_tmp_")
        then = (each.feature for each in self.promotions if each.was_preview(name, revision))
        return self.of_table(name) or next(then, STABLE)

    def made(self, name: str, feature: str) -> None:
        """Note that a revision of ``feature`` makes the table: the first one counts.

        What a feature makes is the feature's, claimed or not.
        """
        self._made.setdefault(name, feature)

    def maker(self, name: str) -> str | None:
        """Who was the first to create the table; None when nobody was seen to."""
        return self._made.get(name)

    def of_revision(self, revision: Revision, statements: Iterable[Statement]) -> str:
        """The feature in whose folder it stands, or whose tables most of its changes are about.

        Of a revision in the host's own list, the changes to the schema count; when as many are
        about stable tables, it is stable.
        """
        feature = self._host.feature_of(revision.path)
        if feature is not None:
            return feature.name
        if placed := self._environments.get(revision.environment):
            return placed
        votes = Counter(
            self.of_table(touch.table)
            for statement in statements
            for touch in statement.touches
            if touch.act in SCHEMA
        )
        if not votes:
            return STABLE
        owner, most = votes.most_common(1)[0]
        return STABLE if votes[STABLE] >= most else owner
