"""Puts rows into tables, parents first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from coldframe.check.database.seeds.circles import unchecked
from coldframe.check.database.seeds.rows import (
    Unseedable,
    attempts,
    own_values,
    predicted,
)
from coldframe.check.database.seeds.tables import Reference, SeedTable, seed_tables

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

CHUNK = 2000  # rows that are sent at once
_PARENTS = 1000  # rows of another table that are referred to in turn


def plant(
    connection: Connection,
    wanted: Collection[str] | None = None,
    *,
    rows: int = 2,
    of: Mapping[str, int] | None = None,
    first: int = 0,
    extreme: bool = False,
    ignored: Collection[str] = (),
    progress: Callable[[str], None] = lambda doing: None,
) -> dict[str, str]:
    """Seed every empty table in ``wanted`` (None: all), and those that they refer to.

    Each gets ``rows`` rows, or as many as ``of`` says for its name.  What has rows already is
    left alone, unless rows are numbered from ``first``; so are the tables in ``ignored``.  With
    ``extreme`` every other row has longest texts, ends of ranges, or NULLs.  All is committed.

    Returns, by table, why it has none or fewer; nothing is left out without a word.
    """
    planting = _Planting(connection, wanted, rows, first, extreme, ignored, progress)
    planting.of |= of or {}
    with connection.begin():
        planting.all()
    return planting.notes


class _Planting:
    def __init__(
        self,
        connection: Connection,
        wanted: Collection[str] | None,
        rows: int,
        first: int,
        extreme: bool,
        ignored: Collection[str],
        progress: Callable[[str], None],
    ) -> None:
        self.notes: dict[str, str] = {}
        self._connection = connection
        with connection.begin():
            self._tables = seed_tables(connection, wanted)
        self.of: dict[str, int] = {}
        self._wanted = None if wanted is None else frozenset(wanted)
        self._rows, self._first, self._extreme = rows, first, extreme
        self._ignored = ignored
        self._progress = progress
        self._done: set[str] = set()
        self._pools: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        self._counted: set[str] = set()  # whose numbers must be written although they are counted
        self._later: list[tuple[SeedTable, Reference]] = []

    def all(self) -> None:
        for name in self._tables:
            self._seed(name, ())
        for table, reference in self._later:
            self._tie(table, reference)

    def _seed(self, name: str, chain: tuple[str, ...]) -> None:
        if name in self._done or name in chain or name in self._ignored:
            return
        table = self._tables[name]
        asked = not self._first or self._wanted is None or name in self._wanted
        if not (self._first and asked) and self._has_rows(table):
            self._done.add(name)
            return
        for reference in table.references:
            if reference.table in self._tables:
                self._seed(reference.table, (*chain, name))
        if name in self._done:
            return
        self._done.add(name)
        count = self.of.get(name, self._rows)
        planted = 0
        try:
            for first in range(0, count, CHUNK):
                if count > CHUNK:
                    self._progress(f"{name}: {first:,} of {count:,} rows")
                numbers = range(self._first + first, self._first + min(count, first + CHUNK))
                planted += self._chunk(table, numbers, chain)
        except Unseedable as why:
            self.notes[name] = f"{planted or 'no'} rows could be made: {why}"

    def _has_rows(self, table: SeedTable) -> bool:
        from sqlalchemy import literal_column, select

        question: Any = select(literal_column("1")).select_from(table.clause()).limit(1)
        return self._connection.execute(question).first() is not None

    def _chunk(self, table: SeedTable, numbers: range, chain: tuple[str, ...]) -> int:
        """Insert these rows together, or else one by one; how many there are now."""
        from sqlalchemy.exc import SQLAlchemyError

        made = [self._row(table, n, 0, chain) for n in numbers]
        insert = table.clause().insert()
        try:
            with self._connection.begin_nested(), self._circled(table, chain):
                for alike in _alike(made):
                    self._connection.execute(insert, alike)
        except SQLAlchemyError as error:
            _raise_if_gone(error)
            for n in numbers:
                self._one(table, n, chain)
        return len(numbers)

    def _one(self, table: SeedTable, n: int, chain: tuple[str, ...]) -> None:
        from sqlalchemy.exc import SQLAlchemyError

        from coldframe.check.database.scratch import said

        why = ""
        for attempt in range(len(attempts(n, self._extreme))):
            try:
                with self._connection.begin_nested(), self._circled(table, chain):
                    row = self._row(table, n, attempt, chain)
                    self._connection.execute(table.clause().insert(), row)
                return
            except SQLAlchemyError as error:
                _raise_if_gone(error)
                why = why or said(error)
        raise Unseedable(f"the database refuses them: {why}")

    def _circled(self, table: SeedTable, chain: tuple[str, ...]) -> Any:
        """References are not checked while a table is seeded that needs one of ``chain``."""
        circle = any(
            reference.table in chain and not self._may_be_null(table, reference)
            for reference in table.references
        )
        return unchecked(self._connection, circle)

    def _row(self, table: SeedTable, n: int, at: int, chain: tuple[str, ...]) -> dict[str, Any]:
        attempt = attempts(n, self._extreme)[at]
        given: dict[str, Any] = {}
        itself = []
        for reference in sorted(table.references, key=lambda each: -len(each.columns)):
            if all(column in given for column in reference.columns):
                continue
            if reference.table == table.name:
                itself.append(reference)
            else:
                given |= self._referred(table, reference, n + attempt.shift, given, chain)
        if table.name in self._counted:
            given |= {each.name: n + 1 for each in table.fields if each.made and not each.computed}
        return self._complete(table, n, attempt, given, itself)

    def _complete(
        self,
        table: SeedTable,
        n: int,
        attempt: Any,
        given: dict[str, Any],
        itself: list[Reference],
    ) -> dict[str, Any]:
        """The row with what it refers to in its own table: nothing if it may, else itself."""
        for reference in itself:
            if self._may_be_null(table, reference):
                given |= {c: None for c in reference.columns if c not in given}
        row = own_values(table, n, attempt, given)
        for reference in itself:
            if self._may_be_null(table, reference):
                continue
            for column, referred in zip(reference.columns, reference.referred, strict=True):
                if referred not in row:  # it is counted up
                    row[referred] = n + 1
                row[column] = row[referred]
        for reference in itself:
            self._remember(table, reference)
        return row

    def _referred(
        self,
        table: SeedTable,
        reference: Reference,
        n: int,
        given: dict[str, Any],
        chain: tuple[str, ...],
    ) -> dict[str, Any]:
        pool = self._pool(reference)
        fixed = {i: given[c] for i, c in enumerate(reference.columns) if c in given}
        if fixed:
            pool = [each for each in pool if all(each[i] == v for i, v in fixed.items())]
        if pool:
            # Pairs of two references go on being new: the second is shifted after each round.
            turn = table.references.index(reference)
            at = (n + turn * (n // len(pool))) % len(pool)
            return dict(zip(reference.columns, pool[at], strict=True))
        if self._may_be_null(table, reference, given):
            if reference.table in chain:
                self._remember(table, reference)
            return {c: None for c in reference.columns if c not in given}
        if reference.table in chain:
            parent = self._tables[reference.table]
            self._counted.add(parent.name)
            return predicted(parent, reference, n % self.of.get(parent.name, self._rows))
        raise Unseedable(
            f"{', '.join(reference.columns)} must refer to {reference.table}, which has no rows"
        )

    @staticmethod
    def _may_be_null(
        table: SeedTable, reference: Reference, given: Mapping[str, Any] | None = None
    ) -> bool:
        return any(table.field(c).nullable for c in reference.columns if c not in (given or {}))

    def _remember(self, table: SeedTable, reference: Reference) -> None:
        if (table, reference) not in self._later and self._may_be_null(table, reference):
            self._later.append((table, reference))

    def _pool(self, reference: Reference) -> list[tuple[Any, ...]]:
        """The rows of another table that may be referred to."""
        from sqlalchemy import select

        parent = self._tables.get(reference.table)
        if parent is None:
            return []
        wanted = (parent.name, reference.referred)
        if wanted not in self._pools:
            clause = parent.clause()
            columns = [clause.c[each] for each in reference.referred]
            order = [clause.c[each] for each in parent.key] or columns
            question = select(*columns).order_by(*order).limit(_PARENTS)
            rows = [tuple(row) for row in self._connection.execute(question)]
            usable = [row for row in rows if None not in row]
            if parent.name not in self._done:
                return usable
            self._pools[wanted] = usable
        return self._pools[wanted]

    def _tie(self, table: SeedTable, reference: Reference) -> None:
        """Fill in what had to wait, in every other row; a tie that is refused stays NULL."""
        from sqlalchemy import select
        from sqlalchemy.exc import SQLAlchemyError

        pool = self._pool(reference)
        if not pool or not table.key or set(table.key) & set(reference.columns):
            return
        clause = table.clause()
        keys = [clause.c[each] for each in table.key]
        for n, key in enumerate(
            self._connection.execute(select(*keys).order_by(*keys).limit(_PARENTS)).all()
        ):
            if n % 2 == 0:
                continue
            change = clause.update().values(
                dict(zip(reference.columns, pool[(n - 1) % len(pool)], strict=True))
            )
            for column, part in zip(keys, key, strict=True):
                change = change.where(column == part)
            try:
                with self._connection.begin_nested():
                    self._connection.execute(change)
            except SQLAlchemyError as error:
                _raise_if_gone(error)


def _alike(made: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows by the columns that they bring: one statement has the same ones in each."""
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in made:
        by_columns.setdefault(tuple(row), []).append(row)
    yield from by_columns.values()


def _raise_if_gone(error: Any) -> None:
    """A lost connection, or a full disk, is no matter of the row."""
    from coldframe.check.database.trouble import trouble

    if trouble(error):
        raise error
