"""The questions to the store; everything is added up by the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from coldframe.prove.evidence.answers import Flake, Run, Stale
from coldframe.prove.evidence.fact import Fact, Stored
from coldframe.prove.evidence.tables import BATCHES, CODES, CORRECTIONS, FACTS, SUBJECTS

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.engine import Connection

_OUTCOMES = {code: outcome for outcome, code in CODES.items()}
_BAD = (CODES["failed"], CODES["error"])


def runs(connection: Connection, feature: str, kind: str, digest: str) -> list[Run]:
    """The runs of one kind for one state of the code, oldest first."""
    from sqlalchemy import func, select

    b = BATCHES.c
    newest = func.max(b.time)
    asked = (
        select(b.run, newest, b.commit_hash, *(func.sum(b[name]) for name in _COUNTS))
        .where(b.feature == feature, b.kind == kind, b.digest == digest)
        .group_by(b.run, b.commit_hash)
        .order_by(newest, func.min(b.id))
    )
    rows = connection.execute(asked)
    return [Run(*row[:3], *map(int, row[3:])) for row in rows if any(row[3:])]


_COUNTS = ("passed", "failed", "errors", "skipped")


def flaky(connection: Connection, feature: str, kind: str, digest: str, limit: int) -> list[Flake]:
    """What has passed and failed at one commit, the most often failed first."""
    from sqlalchemy import func, literal, select

    theirs, other, good = BATCHES.alias("theirs"), BATCHES.alias("other"), FACTS.alias("good")

    def about(batches: Any) -> list[ColumnElement[bool]]:
        b = batches.c
        return [b.feature == feature, b.kind == kind, b.digest == digest, b.commit_hash != ""]

    bad = (
        select(FACTS.c.subject, theirs.c.commit_hash, func.count().label("failed"))
        .select_from(theirs.join(FACTS, FACTS.c.batch == theirs.c.id))
        .where(*about(theirs), FACTS.c.outcome.in_(_BAD), _stands(FACTS))
        .group_by(FACTS.c.subject, theirs.c.commit_hash)
        .cte("bad")
    )
    # That it has passed is known after one run; how often, nobody asks.  Not EXISTS: PostgreSQL
    # makes a join of that, over all that has passed.
    passed = (
        select(literal(1))
        .select_from(other.join(good, good.c.batch == other.c.id))
        .where(
            *about(other),
            other.c.commit_hash == bad.c.commit_hash,
            good.c.outcome == CODES["passed"],
            good.c.subject == bad.c.subject,
            _stands(good),
        )
        .limit(1)
        .scalar_subquery()
    )
    asked = (
        select(SUBJECTS.c.name, bad.c.commit_hash, bad.c.failed)
        .join(SUBJECTS, SUBJECTS.c.id == bad.c.subject)
        .where(passed.is_not(None))
    )
    found = [Flake(*row) for row in connection.execute(asked)]
    return sorted(found, key=lambda flake: (-flake.failed, flake.subject, flake.commit))[:limit]


def latest(connection: Connection, feature: str, kind: str, digest: str) -> list[Stored]:
    """The newest fact that stands for each subject, size and variant."""
    from sqlalchemy import func, select

    f, b = FACTS.c, BATCHES.c
    rank = func.row_number().over(
        partition_by=(f.subject, f.size, f.variant), order_by=(f.time.desc(), f.id.desc())
    )
    ranked = (
        select(f.id, rank.label("rank"))
        .select_from(FACTS.join(BATCHES))
        .where(
            b.feature == feature,
            b.kind == kind,
            *([b.digest == digest] if digest else []),
            f.outcome != CODES["withdrawn"],
            _stands(FACTS),
        )
        .subquery()
    )
    asked = _whole().join(ranked, ranked.c.id == f.id).where(ranked.c.rank == 1)
    found = [_stored(row) for row in connection.execute(asked)]
    # Not by the database: each orders texts and what is empty in its own way.
    return sorted(found, key=lambda s: (s.fact.subject, s.fact.size or 0, s.fact.variant, s.id))


def facts(
    connection: Connection, feature: str, kind: str, digest: str, limit: int
) -> Iterator[Stored]:
    """What was recorded, newest first, with what is corrected and the corrections."""
    from sqlalchemy import select

    b = BATCHES.c
    where = [b.feature == feature]
    where += [b.kind == kind] if kind else []
    where += [b.digest == digest] if digest else []
    for number in connection.execute(select(b.id).where(*where).order_by(b.id.desc())).scalars():
        asked = _whole().where(b.id == number).order_by(FACTS.c.id.desc()).limit(limit)
        for row in connection.execute(asked).all():
            yield _stored(row)
            limit -= 1
        if limit <= 0:
            return


def stored(connection: Connection, number: int) -> Stored | None:
    """One fact by its number."""
    row = connection.execute(_whole().where(FACTS.c.id == number)).first()
    return _stored(row) if row else None


def stale(connection: Connection, feature: str, digest: str) -> list[Stale]:
    """What there is for other states of the code, newest first."""
    from sqlalchemy import func, select

    b = BATCHES.c
    total = func.sum(b.passed + b.failed + b.errors + b.skipped + b.noted)
    newest = func.max(b.time)
    asked = (
        select(b.kind, total, newest, b.digest)
        .where(b.feature == feature, b.digest != digest)
        .group_by(b.kind, b.digest)
        .having(total > 0)
        .order_by(newest.desc(), b.kind)
    )
    rows = connection.execute(asked)
    return [Stale(kind, int(number), time, of) for kind, number, time, of in rows]


def recorded_from(connection: Connection, feature: str, ending: str) -> set[str]:
    """The digests for which something of ``feature`` came from a source with this ``ending``."""
    from sqlalchemy import select

    b = BATCHES.c
    asked = select(b.digest).where(b.feature == feature, b.source.endswith(ending, autoescape=True))
    return set(connection.execute(asked.distinct()).scalars())


def _stands(table: Any) -> ColumnElement[bool]:
    """That no other fact corrects the one of ``table``."""
    from sqlalchemy import select

    return cast("ColumnElement[bool]", table.c.id.not_in(select(CORRECTIONS.c.corrects)))


def _whole() -> Select[Any]:
    from sqlalchemy import select

    f, b = FACTS.c, BATCHES.c
    return select(
        f.id, b.recorded, b.feature, b.kind, SUBJECTS.c.name, f.outcome, f.value, f.unit, f.size,
        f.variant, b.run, b.source, f.time, b.commit_hash, b.digest, f.detail,
        CORRECTIONS.c.corrects,
    ).select_from(
        FACTS.join(BATCHES)
        .join(SUBJECTS)
        .outerjoin(CORRECTIONS, CORRECTIONS.c.fact == f.id)
    )  # fmt: skip


def _stored(row: Row[Any]) -> Stored:
    number, recorded, feature, kind, subject, outcome, *values, corrects = tuple(row)
    texts = (feature, kind, subject, _OUTCOMES[outcome])
    return Stored(number, recorded, Fact._make((*texts, *values, corrects or 0)))
