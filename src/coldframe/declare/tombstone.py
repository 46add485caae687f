"""The records of ended features: ``ended.toml`` in a preview tree.

The file is package data of the host, like the declarations, because the runtime reads it
to go on answering to old names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.entries import TABLE, TABLES, TEXT, TEXTS, Key

if TYPE_CHECKING:
    from coldframe.declare.entries import Entries

FILE = "ended.toml"
PROMOTED, RETIRED, EXTRACTED = "promoted", "retired", "extracted"
ENDINGS = (PROMOTED, RETIRED, EXTRACTED)

ENDED = {
    "ended": Key(TABLES, '[[ended]]\nfeature = "loyalty"\nrelease = "3.0.0"\nending = "promoted"')
}
TOMBSTONE = {
    "feature": Key(TEXT, 'feature = "loyalty"'),
    "release": Key(TEXT, 'release = "3.0.0"'),
    "ending": Key(TEXT, 'ending = "promoted"', ENDINGS),
    "reason": Key(TEXT, 'reason = "Used by every second shop for a year."'),
    "successor": Key(TEXT, 'successor = "shop-loyalty"'),
    "names": Key(TABLE, '[ended.names]\n"shop.preview.loyalty" = "shop.loyalty"'),
    "entry_points": Key(TABLE, '[ended.entry_points]\n"shop.plugins:preview_loyalty" = "loyalty"'),
    "options": Key(TABLE, '[ended.options]\n"preview_loyalty.levels" = "loyalty.levels"'),
    "aliases_until": Key(TEXT, 'aliases_until = "5.0.0"'),
    "tables": Key(TEXTS, 'tables = ["loyalty_*"]'),
    "revisions": Key(TEXTS, 'revisions = ["3f1c8a9e7d20"]'),
}


class Tombstone(NamedTuple):
    """One ended feature.

    ``release`` is the first without it.  ``names`` maps old dotted names to new ones; an
    empty new name says that nothing took its place.  ``entry_points`` does the same for names of
    entry points (``group:name`` to a name), ``options`` for options (``group.name``, ``--flag``).
    Old names work up to and without the
    release ``aliases_until``; empty: they do not work any more.  ``successor`` names the
    distribution an extracted feature moved to, or what to use instead of a retired one.
    ``tables`` are those that a promoted feature claimed; up to the heads ``revisions`` of the lists
    of migrations their data was that of a preview, and what comes after has to keep it.
    """

    feature: str
    release: str
    ending: str
    reason: str = ""
    successor: str = ""
    names: dict[str, str] = {}
    aliases_until: str = ""
    path: str = ""
    line: int = 0
    entry_points: dict[str, str] = {}
    options: dict[str, str] = {}
    tables: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()


def parse_tombstones(data: bytes, path: str) -> tuple[Tombstone, ...]:
    """The tombstones in ``data``, in the order in which they are written.

    Raises:
        Mistake: no TOML, an unknown key, a wrong or missing value, a feature buried twice.
    """
    from coldframe.declare.entries import Entries
    from coldframe.declare.toml_source import read_toml

    source = read_toml(data, path)
    entries = Entries(source, source.values, (), ENDED)
    tombstones: list[Tombstone] = []
    for index, table in enumerate(entries.tables("ended", TOMBSTONE)):
        stone = _tombstone(table, path, entries.line("ended", index))
        earlier = next((s for s in tombstones if s[:2] == stone[:2]), None)
        if earlier is not None:
            raise table.mistake(
                f"{stone.feature!r} ended in {stone.release} already, see line {earlier.line}",
                "Keep one of the two records.",
            )
        tombstones.append(stone)
    return tuple(tombstones)


def _tombstone(table: Entries, path: str, line: int) -> Tombstone:
    from coldframe.declare.entries import shown
    from coldframe.declare.wellformed import bad_module, bad_version

    for name in ("feature", "release", "ending"):
        if not table.text(name):
            raise table.mistake(
                f"this record does not name its {name}",
                f"Write for example: {TOMBSTONE[name].example}",
            )
    for name in ("release", "aliases_until"):
        version = table.text(name)
        if version and (why := bad_version(version)):
            raise table.mistake(
                f"{name} is {shown(version)}: {why}",
                f"Write for example: {TOMBSTONE[name].example}",
                name,
            )
    names = table.free_table("names")
    for old, new in names.items():
        for name in (old, new):
            if name and (why := bad_module(name)):
                raise table.mistake(
                    f"names contains {name!r}: {why}",
                    f"Write for example: {TOMBSTONE['names'].example}",
                    "names",
                    old,
                )
    plugs = table.free_table("entry_points")
    for old in plugs:
        if not all(part.strip() for part in (old.partition(":")[0], old.partition(":")[2])):
            raise table.mistake(
                f"entry_points contains {old!r}: it must be group:name",
                f"Write for example: {TOMBSTONE['entry_points'].example}",
                "entry_points",
                old,
            )
    return Tombstone(
        feature=table.text("feature"),
        release=table.text("release"),
        ending=table.text("ending"),
        reason=table.text("reason"),
        successor=table.text("successor"),
        names=names,
        aliases_until=table.text("aliases_until"),
        path=path,
        line=line,
        entry_points=plugs,
        options=table.free_table("options"),
        tables=table.texts("tables"),
        revisions=table.texts("revisions"),
    )
