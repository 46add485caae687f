"""Adds facts to the store: all of them, or none."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.fact import Fact, checked, now, soon

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.engine import Connection

_MANY = 5000  # rows to a statement
_LONGEST = 1000  # bytes of a subject, as an index of PostgreSQL has no place for 2,700


def ready(facts: Iterable[Fact]) -> list[Fact]:
    """``facts`` as they are stored: checked, with a time, and a run of their own if they have none.

    Raises Mistake for a fact that cannot be stored.
    """
    run = uuid.uuid4().hex[:12]
    found = [
        fact._replace(run=fact.run or run, subject=shortened(fact.subject))
        for fact in map(checked, facts)
    ]
    last = max((fact.time for fact in found), default="")
    if last > soon():
        raise Mistake(
            f"a fact is of {last}, which is to come",
            "Check the clock where it was measured, or give the right time with --at.",
        )
    return found


def shortened(subject: str) -> str:
    """``subject``; of a very long one the beginning, and a digest that tells it from others."""
    data = subject.encode()
    if len(data) <= _LONGEST:
        return subject
    end = f"… {hashlib.sha256(data).hexdigest()[:16]}"
    return data[: _LONGEST - len(end.encode())].decode("utf-8", "ignore") + end


def add(connection: Connection, facts: Sequence[Fact]) -> list[int]:
    """Add ``facts``, which are ``ready``, in the transaction of ``connection``; their ids.

    Raises Mistake for a correction of a fact that there is not, or that is corrected already.
    """
    from sqlalchemy import insert

    from coldframe.prove.evidence.tables import BATCHES, CODES, CORRECTIONS, FACTS

    before = _corrected(connection, facts)
    batches: dict[tuple[str, ...], dict[str, Any]] = {}
    for fact in facts:
        row = batches.setdefault(_key(fact), _batch(fact))
        _count(row, fact, before.get(fact.corrects))
    numbers = dict(zip(batches, _numbers(connection, BATCHES, len(batches)), strict=True))
    connection.execute(
        insert(BATCHES), [{**row, "id": numbers[key]} for key, row in batches.items()]
    )
    subjects = _subjects(connection, {fact.subject for fact in facts})
    ids = _numbers(connection, FACTS, len(facts))
    rows = [
        {
            "id": number,
            "batch": numbers[_key(fact)],
            "subject": subjects[fact.subject],
            "outcome": CODES[fact.outcome],
            "time": fact.time,
            "value": fact.value,
            "unit": fact.unit,
            "size": fact.size,
            "variant": fact.variant,
            "detail": fact.detail,
        }
        for number, fact in zip(ids, facts, strict=True)
    ]
    for at in range(0, len(rows), _MANY):
        connection.execute(insert(FACTS), rows[at : at + _MANY])
    corrections = [
        {"fact": number, "corrects": fact.corrects}
        for number, fact in zip(ids, facts, strict=True)
        if fact.corrects
    ]
    if corrections:
        connection.execute(insert(CORRECTIONS), corrections)
    return ids


def _numbers(connection: Connection, table: Table, count: int) -> list[int]:
    """``count`` new numbers for rows of ``table``, in order.

    Taken before the rows are added: to ask for them with RETURNING costs most of the time.
    """
    from sqlalchemy import func, select, text

    if connection.dialect.name == "postgresql":
        taken = text(
            "SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)"
        )
        given = connection.execute(taken, {"table": table.name, "count": count})
        return sorted(given.scalars())
    # The transaction has locked the file for others since its beginning.
    last = connection.execute(select(func.max(table.c.id))).scalar() or 0
    return list(range(last + 1, last + 1 + count))


def _key(fact: Fact) -> tuple[str, ...]:
    return fact.feature, fact.kind, fact.run, fact.source, fact.commit, fact.digest


def _batch(fact: Fact) -> dict[str, Any]:
    from coldframe.prove.evidence.tables import COUNTED

    names = ("feature", "kind", "run", "source", "commit_hash", "digest")
    return {
        **dict(zip(names, _key(fact), strict=True)),
        "recorded": now(),
        "time": fact.time,
        **dict.fromkeys(COUNTED.values(), 0),
    }


def _count(row: dict[str, Any], fact: Fact, before: Fact | None) -> None:
    from coldframe.prove.evidence.tables import COUNTED

    row["time"] = max(row["time"], fact.time)
    if fact.outcome in COUNTED:
        row[COUNTED[fact.outcome]] += 1
    if before is not None and before.outcome in COUNTED:
        row[COUNTED[before.outcome]] -= 1


def _corrected(connection: Connection, facts: Sequence[Fact]) -> dict[int, Fact]:
    """The facts that are corrected, by id."""
    from sqlalchemy import select

    from coldframe.prove.evidence.reading import stored
    from coldframe.prove.evidence.tables import CORRECTIONS

    found: dict[int, Fact] = {}
    for fact in facts:
        number = fact.corrects
        if not number:
            continue
        known = stored(connection, number)
        if known is None:
            raise Mistake(
                f"there is no fact {number} that could be corrected",
                "See `coldframe prove NAME --facts` for their numbers.",
            )
        c = CORRECTIONS.c
        by = connection.execute(select(c.fact).where(c.corrects == number)).scalar()
        if by or number in found:
            raise Mistake(
                f"fact {number} is corrected already" + (f" by fact {by}" if by else ""),
                f"Correct the correction: --correct {by}" if by else "Correct it once.",
            )
        if _key(known.fact) != _key(fact) or known.fact.subject != fact.subject:
            raise Mistake(
                f"a correction of fact {number} is about something else",
                "It must have the same feature, kind, subject, run, source, commit and digest.",
            )
        found[number] = known.fact
    return found


def _subjects(connection: Connection, names: set[str]) -> dict[str, int]:
    """The number of each subject; those that are new are added."""
    from sqlalchemy import select
    from sqlalchemy.dialects import postgresql, sqlite

    from coldframe.prove.evidence.tables import SUBJECTS

    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    known: dict[str, int] = {}
    ordered = sorted(names)  # two jobs that add the same ones must not wait for each other
    for at in range(0, len(ordered), _MANY):
        part = ordered[at : at + _MANY]
        asked = select(SUBJECTS.c.name, SUBJECTS.c.id).where(SUBJECTS.c.name.in_(part))
        known.update((name, number) for name, number in connection.execute(asked))
        new = [{"name": name} for name in part if name not in known]
        if new:
            connection.execute(dialect.insert(SUBJECTS).on_conflict_do_nothing(), new)
            known.update((name, number) for name, number in connection.execute(asked))
    return known
