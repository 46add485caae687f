"""What in a site's schema is not as its revisions make it, and what that means for an upgrade."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from coldframe.check.database.statement import ALTER, CREATE, DROP

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter
    from coldframe.check.database.shape import Column, Shape
    from coldframe.check.host import Host

# A revision that looks first what is there can meet what another one has left.
_LOOKS_FIRST = re.compile(
    rb"has_table|get_table_names|get_columns|has_column|if_exists|if_not_exists|checkfirst"
    rb"|IF\s+(?:NOT\s+)?EXISTS",
    re.IGNORECASE,
)
_COLLATION = re.compile(r"\s+(?:CHARACTER SET|COLLATE)\s+\S+")


def differences(
    site: Mapping[str, Shape],
    expected: Mapping[str, Shape],
    ignored: Collection[str],
    *,
    same_engine: bool,
) -> tuple[str, ...]:
    """One sentence per table that is missing, strange or different; ``ignored`` are left out.

    Types are compared only on the same kind of engine.
    """
    found = []
    for name in sorted({*site, *expected} - set(ignored)):
        if name not in site:
            found.append(f"{name} is missing")
        elif name not in expected:
            found.append(f"{name} is there, and no revision that has run makes it")
        else:
            found += _columns(site[name], expected[name], same_engine)
    return tuple(found)


def _columns(there: Shape, wanted: Shape, same_engine: bool) -> Iterator[str]:
    names = dict.fromkeys([*(c.name for c in wanted.columns), *(c.name for c in there.columns)])
    for name in names:
        has, wants = there.column(name), wanted.column(name)
        if has is None:
            yield f"{there.name}.{name} is missing"
        elif wants is None:
            yield f"{there.name}.{name} is there, and no revision that has run makes it"
        elif same_engine and _spelled(has) != _spelled(wants):
            yield f"{there.name}.{name} is {_spelled(has)}, and {_spelled(wants)} is expected"


def _spelled(column: Column) -> str:
    kind = _COLLATION.sub("", column.type)
    return kind if column.nullable else f"{kind} NOT NULL"


def half_way(
    host: Host,
    chapters: Sequence[Chapter],
    site: Mapping[str, Shape],
    expected: Mapping[str, Shape],
) -> Iterator[str]:
    """Sentences that tell that a pending revision has begun before, and was cut off.

    It would make what is there already, or drop what is gone.  A revision whose file looks
    first at what is there is left out.
    """
    made: set[str] = set()
    for chapter in chapters:
        if _LOOKS_FIRST.search(host.tree.read(chapter.revision.path)):
            continue
        identity = chapter.revision.id
        for statement in chapter.statements:
            for touch in statement.touches:
                name = touch.table
                if touch.act == CREATE:
                    if name in site and name not in expected and name not in made:
                        yield f"{identity} will create {name}, which is there already"
                    made.add(name)
                elif touch.act == DROP and name in expected and name not in site:
                    yield f"{identity} will drop {name}, which is gone already"
                elif touch.act == ALTER and name in site and name in expected:
                    word, _, column = touch.detail.partition(" column ")
                    has, had = site[name].column(column), expected[name].column(column)
                    if word == "add" and has and not had:
                        yield f"{identity} will add {name}.{column}, which is there already"
                    elif word == "drop" and had and not has:
                        yield f"{identity} will drop {name}.{column}, which is gone already"
