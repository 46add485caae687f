"""Reads the declaration of a feature: ``preview.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.entries import TABLE, TABLES, TEXT, TEXTS, Key
from coldframe.declare.feature import Claims, Declaration, Renewal

if TYPE_CHECKING:
    from coldframe.declare.entries import Entries

DECLARATION = {
    "title": Key(TEXT, 'title = "Loyalty points"'),
    "summary": Key(TEXT, 'summary = "Points for every purchase."'),
    "spec": Key(TEXT, 'spec = "docs/specs/loyalty.md"'),
    "since": Key(TEXT, 'since = "29.0.0"'),
    "owners": Key(TEXTS, 'owners = ["loyalty-team"]'),
    "target": Key(TEXT, 'target = "shop.loyalty"'),
    "feedback": Key(TEXT, 'feedback = "https://example.org/bugs?tag=loyalty"'),
    "needs": Key(TEXTS, 'needs = ["coupons"]'),
    "renewals": Key(TABLES, '[[renewals]]\nuntil = "33.0.0"\nspec = "docs/specs/loyalty-again.md"'),
    "claims": Key(TABLE, '[claims]\ntables = ["loyalty_*"]'),
}

RENEWAL = {
    "until": Key(TEXT, 'until = "33.0.0"'),
    "spec": Key(TEXT, 'spec = "docs/specs/loyalty-again.md"'),
}

CLAIMS = {
    "tables": Key(TEXTS, 'tables = ["loyalty_*"]'),
    "options": Key(TEXTS, 'options = ["loyalty.*"]'),
    "commands": Key(TEXTS, 'commands = ["loyalty *"]'),
    "routes": Key(TEXTS, 'routes = ["/v2/loyalty/*"]'),
    "entry_points": Key(TEXTS, 'entry_points = ["shop.plugins:loyalty"]'),
    "docs": Key(TEXTS, 'docs = ["docs/loyalty*.md"]'),
    "tests": Key(TEXTS, 'tests = ["tests/unit/loyalty/**"]'),
    "extras": Key(TEXTS, 'extras = ["loyalty"]'),
}


def parse_declaration(data: bytes, path: str) -> Declaration:
    """The declaration in ``data``; ``path`` is where it is written, relative to the root.

    An empty value counts as not written, because ``coldframe init`` leaves gaps that way.

    Raises:
        Mistake: no TOML, an unknown key, or a value of a wrong type or shape; with line.
    """
    from coldframe.declare.entries import Entries
    from coldframe.declare.toml_source import read_toml

    source = read_toml(data, path)
    nested = [f"claims.{key}" for key in CLAIMS] + ["renewals.until"]
    entries = Entries(source, source.values, (), DECLARATION, nested)
    return Declaration(
        path=path,
        title=entries.text("title"),
        summary=entries.text("summary"),
        spec=entries.text("spec"),
        since=_release(entries, "since"),
        owners=entries.texts("owners"),
        target=_target(entries),
        feedback=entries.text("feedback"),
        needs=entries.texts("needs"),
        renewals=_renewals(entries),
        claims=_claims(entries.table("claims", CLAIMS, DECLARATION)),
        lines=entries.dotted_lines(),
    )


def _release(entries: Entries, name: str) -> str:
    from coldframe.declare.entries import shown
    from coldframe.declare.wellformed import bad_version

    value = entries.values.get(name, "")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise entries.mistake(
            f"{name} is {value}, a number; a release is a string",
            f'Write: {name} = "{value}"',
            name,
        )
    version = entries.text(name)
    if version and (why := bad_version(version)):
        raise entries.mistake(
            f"{name} is {shown(version)}: {why}",
            f"Write for example: {entries.keys[name].example}",
            name,
        )
    return version


def _target(entries: Entries) -> str | dict[str, str]:
    if isinstance(entries.values.get("target"), dict):
        return entries.free_table("target")
    return entries.text("target")


def _renewals(entries: Entries) -> tuple[Renewal, ...]:
    renewals = []
    for index, table in enumerate(entries.tables("renewals", RENEWAL)):
        until = _release(table, "until")
        if not until:
            raise table.mistake(
                "this renewal does not say until when",
                f"Write for example: {RENEWAL['until'].example}",
            )
        renewals.append(Renewal(until, table.text("spec"), entries.line("renewals", index)))
    return tuple(renewals)


def _claims(entries: Entries) -> Claims:
    from coldframe.declare.wellformed import bad_glob, bad_path_glob

    return Claims(
        tables=entries.checked_texts("tables", bad_glob),
        options=entries.checked_texts("options", bad_glob),
        commands=entries.checked_texts("commands", bad_glob),
        routes=entries.checked_texts("routes", bad_glob),
        entry_points=entries.checked_texts("entry_points", _bad_entry_point),
        docs=entries.checked_texts("docs", bad_path_glob),
        tests=entries.checked_texts("tests", bad_path_glob),
        extras=entries.checked_texts("extras", bad_glob),
    )


def _bad_entry_point(text: str) -> str:
    from coldframe.declare.wellformed import bad_glob

    group, colon, name = text.partition(":")
    if not (group and colon and name):
        return "it must be 'group:name'"
    return bad_glob(text)
