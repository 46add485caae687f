"""Reads ``[tool.coldframe.database]``: what migrations cannot say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.settings import DatabaseSettings, Permit, Rewrite

if TYPE_CHECKING:
    from coldframe.declare.entries import Entries


def database_settings(entries: Entries) -> DatabaseSettings:
    """The settings in this table; raises Mistake for a value that is not right."""
    return DatabaseSettings(
        _since(entries), _permits(entries), _models(entries), _rewrites(entries)
    )


def _since(entries: Entries) -> str:
    from coldframe.declare.wellformed import bad_version

    since = entries.text("since")
    if since and (why := bad_version(since)):
        from coldframe.declare.entries import shown

        raise entries.mistake(
            f"since is {shown(since)}: {why}",
            f"Write for example: {entries.keys['since'].example}",
            "since",
        )
    return since


def _models(entries: Entries) -> str:
    import re

    models = entries.text("models")
    if models and not re.fullmatch(r"\w+(\.\w+)*:\w+(\.\w+)*", models):
        raise entries.mistake(
            f"models is {models!r}; it must be a module and a name in it",
            f"Write for example: {entries.keys['models'].example}",
            "models",
        )
    return models


def _permits(entries: Entries) -> tuple[Permit, ...]:
    """The permits, each complete, no two for the same revision and table."""
    from coldframe.declare.settings_keys import PERMIT

    found: dict[tuple[str, str], Permit] = {}
    for index, table in enumerate(entries.tables("permits", PERMIT)):
        line = entries.line("permits", index)
        said = {name: table.text(name).strip() for name in PERMIT}
        for name, text in said.items():
            if not text:
                raise table.mistake(
                    f"this permit does not say its {name}: {_NEEDED[name]}",
                    f"Write for example: {PERMIT[name].example}",
                    *([name] if name in table.values else []),
                )
        for name in ("revision", "table"):
            if any(character.isspace() for character in said[name]):
                raise table.mistake(
                    f"{name} is {said[name]!r}; it must be one name, without blanks",
                    "Write a permit of its own for each revision and table.",
                    name,
                )
        permit = Permit(**said, path=entries.path, line=line)
        earlier = found.setdefault((permit.revision, permit.table), permit)
        if earlier is not permit:
            raise table.mistake(
                f"line {earlier.line} already permits {permit.revision} to touch {permit.table}",
                "Keep one of the two.",
            )
    return tuple(found.values())


def _rewrites(entries: Entries) -> tuple[Rewrite, ...]:
    from coldframe.declare.settings_keys import REWRITE

    found = []
    for index, table in enumerate(entries.tables("rewrites", REWRITE)):
        said = {name: table.text(name).strip() for name in ("revision", "table", "reason")}
        for name, text in said.items():
            if not text:
                raise table.mistake(
                    f"this rewrite does not say its {name}",
                    f"Write for example: {REWRITE[name].example}",
                    *([name] if name in table.values else []),
                )
        columns, to, sql = table.texts("columns"), table.text("to"), table.text("sql").strip()
        for name, text in (("to", to), ("sql", sql)):
            if text and (len(columns) > 1 or (name == "sql" and len(columns) != 1)):
                raise table.mistake(
                    f"{name} is about one column, and columns has {len(columns)}",
                    "Write a rewrite of its own for each column.",
                    name,
                )
        line = entries.line("rewrites", index)
        found.append(Rewrite(**said, columns=columns, to=to, sql=sql, path=entries.path, line=line))
    return tuple(found)


_NEEDED = {
    "revision": "which step it is for",
    "table": "what the step may touch",
    "reason": "why the step cannot be its owner's",
    "clean_up": "what takes out again what the step did, once the feature ends",
}
