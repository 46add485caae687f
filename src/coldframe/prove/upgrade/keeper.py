"""Every stable row before a step, compared with every stable row after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from coldframe.prove.upgrade.differences import declared_in, differences, without_column
from coldframe.prove.upgrade.layout import Layout, layouts
from coldframe.prove.upgrade.ledger import Ledger, read
from coldframe.prove.upgrade.verdict import CHANGED, TABLE_GONE, WRONG, Change

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    from coldframe.declare.settings import Rewrite

_MANY = 100_000  # rows of a table whose reading is told


class Keeper:
    """Knows all rows of the tables that are ``stable``, and says what has become of them.

    Rows that were made, or have changed, are read when they are needed: by ``settle``, which has
    to be called before anything is done to the database.
    """

    def __init__(
        self,
        engine: Engine,
        stable: Callable[[str], bool],
        progress: Callable[[str], None] = lambda doing: None,
    ) -> None:
        self._engine = engine
        self._stable = stable
        self._progress = progress
        self.followed: list[Rewrite] = []  # declared new names under which data was found
        self._ledgers: dict[str, Ledger] = {}
        self._unread: set[str] = set()  # tables in them of which only the number of rows is known
        self._read: Ledger | None = None  # all rows that the last comparison found
        self._expected: dict[str, Ledger] = {}

    @property
    def tables(self) -> int:
        """How many stable tables there are."""
        return len(self._ledgers)

    @property
    def rows(self) -> int:
        """How many rows they have."""
        return sum(each.count for each in self._ledgers.values())

    def has(self, table: str) -> bool:
        """Whether any row of ``table`` is known."""
        return table in self._ledgers and self._ledgers[table].count > 0

    def close(self) -> None:
        """Forget all rows."""
        for each in [*self._ledgers.values(), *self._expected.values()]:
            each.close()
        self._unread.clear()
        self._ledgers.clear()
        self._expected.clear()

    def note(self, tables: Collection[str] | None = None) -> None:
        """The rows of ``tables`` (None: all) are meant to be as they are now."""
        with self._engine.connect() as connection:
            for name, layout in layouts(connection).items():
                if self._stable(name) and (tables is None or name in tables):
                    self._renew(connection, name, layout)

    def settle(self) -> None:
        """Read what has not been read yet."""
        if not self._unread:
            return
        with self._engine.connect() as connection:
            found = layouts(connection)
            for name in sorted(self._unread & found.keys()):
                layout, old = found[name], self._ledgers[name]
                if old.count >= _MANY:
                    self._progress(f"{name}: reading {old.count:,} rows")
                ledger = self._ledgers[name] = Ledger(name, layout.columns, layout.key, old.count)
                old.close()
                quote = connection.dialect.identifier_preparer.quote
                ledger.fill(read(connection, name, [quote(each) for each in layout.columns]))
        self._unread.clear()

    def expect(self, rewrites: Sequence[Rewrite]) -> None:
        """Before a step: have the database compute what declared expressions will give.

        Raises SQLAlchemyError for an expression that the database does not understand.
        """
        self.settle()
        asked = [each for each in rewrites if each.sql]
        if not asked:
            return
        with self._engine.connect() as connection:
            found = layouts(connection)
            for table in dict.fromkeys(each.table for each in asked):
                if table not in found or table not in self._ledgers:
                    continue
                sql = {each.columns[0]: each.sql for each in asked if each.table == table}
                layout = found[table]
                ledger = Ledger(table, layout.columns, layout.key, self._ledgers[table].count)
                quote = connection.dialect.identifier_preparer.quote
                names = [f"({sql[c]})" if c in sql else quote(c) for c in layout.columns]
                ledger.fill(read(connection, table, names))
                self._expected[table] = ledger

    def compare(self, rewrites: Sequence[Rewrite] = ()) -> list[Change]:
        """After a step: what became of the rows; from now on what is there now counts."""
        found: list[Change] = []
        with self._engine.connect() as connection:
            now = layouts(connection)
            before = set(self._ledgers)
            for name in sorted(before):
                found += self._table(connection, name, now, rewrites)
            for name, layout in now.items():
                if name not in self._ledgers and self._stable(name):
                    self._renew(connection, name, layout)
        for each in self._expected.values():
            each.close()
        self._expected.clear()
        return found

    def _table(
        self,
        connection: Connection,
        name: str,
        now: Mapping[str, Layout],
        rewrites: Sequence[Rewrite],
    ) -> list[Change]:
        ledger = self._ledgers[name]
        about = [each for each in rewrites if each.table in (name, "*")]
        to = next((each.to for each in about if each.to and not each.columns), name)
        layout = now.get(to)
        if layout is None:
            self._ledgers.pop(name).close()
            change = Change(TABLE_GONE, name, "", ledger.count, new=_same_columns(ledger, now))
            return [declared_in(change, about)] if ledger.count or not change.new else [change]
        names = {each.columns[0]: each.to for each in about if each.to and each.columns}
        self.followed += [
            each
            for each in about
            if each.to and (each.to == to if not each.columns else each.to in layout.columns)
        ]
        found, other = self._columns(connection, ledger, layout, to, names, about)
        again, self._read = self._read, None
        if not other and tuple(names.get(each, each) for each in ledger.columns) == layout.columns:
            self._ledgers[to] = self._ledgers.pop(name)  # its rows are the same
            ledger.table, ledger.columns = to, layout.columns
        elif again is not None and to == name and layout == again.layout:
            self._ledgers[name], again = again, ledger
        else:
            self._ledgers.pop(name).close()
            self._renew(connection, to, layout)
        if again is not None:
            again.close()
        return found

    def _columns(
        self,
        connection: Connection,
        ledger: Ledger,
        layout: Layout,
        table: str,
        names: Mapping[str, str],
        about: Sequence[Rewrite],
    ) -> tuple[list[Change], bool]:
        """What became of the rows, and whether anything did."""
        kept = [each for each in ledger.columns if names.get(each, each) in layout.columns]
        found = [without_column(ledger, column) for column in ledger.columns if column not in kept]
        quote = connection.dialect.identifier_preparer.quote
        expressions = [quote(names.get(each, each)) for each in kept]
        old = ledger if len(kept) == len(ledger.columns) else ledger.with_columns(kept)
        try:
            found += self._rows(connection, old, table, expressions)
        finally:
            if old is not ledger:
                old.close()
        declared = [declared_in(change, about) for change in found]
        if name := next((each.table for each in about if each.sql), ""):
            declared = self._as_declared(connection, name, declared, table, kept, expressions)
        return declared, bool(found)

    def _rows(
        self, connection: Connection, old: Ledger, table: str, expressions: Sequence[str]
    ) -> list[Change]:
        if not old.columns:
            return []
        if old.count >= _MANY:
            self._progress(f"{table}: comparing {old.count:,} rows")
        parts = old.other_parts(read(connection, table, expressions))
        if not parts:
            return []
        new = Ledger(old.table, old.columns, [old.columns[at] for at in old.key], old.count)
        new.parts, new.digests = old.parts, [0] * old.parts
        whole = len(parts) == old.parts
        try:
            new.fill(read(connection, table, expressions), parts)
            found = differences(old, new, parts)
            if whole and self._read is None:
                self._read = new
            return found
        finally:
            if self._read is not new:
                new.close()

    def _as_declared(
        self,
        connection: Connection,
        name: str,
        declared: list[Change],
        table: str,
        kept: Sequence[str],
        expressions: Sequence[str],
    ) -> list[Change]:
        """The changes; those that are not what the declared expression gives are WRONG."""
        expected = self._expected.get(name)
        if expected is None:
            return declared
        projected = expected.with_columns(kept)
        try:
            other = self._rows(connection, projected, table, expressions)
        finally:
            projected.close()
        wrong = {each.column: each for each in other if each.kind == CHANGED}
        found = []
        for change in declared:
            asks = change.declared
            if asks is not None and asks.sql and change.column in wrong:
                change = wrong.pop(change.column)._replace(kind=WRONG, declared=asks)
            found.append(change)
        return found

    def _renew(self, connection: Connection, name: str, layout: Layout) -> None:
        from sqlalchemy import func, select, table

        count = connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        if name in self._ledgers:
            self._ledgers[name].close()
        ledger = self._ledgers[name] = Ledger(name, layout.columns, layout.key, 0)
        ledger.count = count
        self._unread.add(name)


def _same_columns(ledger: Ledger, now: Mapping[str, Layout]) -> str:
    """A table that may be the same under another name."""
    return next((name for name, layout in now.items() if layout.columns == ledger.columns), "")
