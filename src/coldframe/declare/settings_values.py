"""Reads and validates the values of settings, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.declare.settings import (
    CalendarSettings,
    ExceptionEntry,
    Settings,
    SpecSettings,
)

if TYPE_CHECKING:
    from coldframe.declare.entries import Entries
    from coldframe.declare.toml_source import TomlSource


def settings_of(source: TomlSource, values: dict[str, Any], where: tuple[str, ...]) -> Settings:
    """The settings in ``values``, the table at ``where`` of ``source``.

    Raises Mistake for a key that is not known and a value that is not right.
    """
    from coldframe.declare.entries import Entries
    from coldframe.declare.settings_database import database_settings
    from coldframe.declare.settings_keys import CALENDAR, COMPAT, DATABASE, PROVE, SETTINGS, SPECS

    tables = {"calendar": CALENDAR, "specs": SPECS, "database": DATABASE, "prove": PROVE}
    tables["compat"] = COMPAT
    nested = [f"{table}.{key}" for table, keys in tables.items() for key in keys]
    entries = Entries(source, values, where, SETTINGS, nested)
    default = Settings()
    calendar = _calendar(entries.table("calendar", CALENDAR, SETTINGS))
    prove, compat = default.prove, default.compat
    if "prove" in values:  # few hosts have these three, and every command reads the settings
        from coldframe.declare.settings_prove import prove_settings

        prove = prove_settings(entries.table("prove", PROVE, SETTINGS))
    if "compat" in values:
        from coldframe.declare.settings_compat import compat_settings

        compat = compat_settings(entries.table("compat", COMPAT, SETTINGS), calendar)
    rules: dict[str, str] = {}
    if "rules" in values:
        from coldframe.declare.severities import severities

        rules = severities(entries)
    return Settings(
        path=source.path,
        preview_trees=_modules(entries, "preview_trees")
        if "preview_trees" in values
        else default.preview_trees,
        features=_modules(entries, "features"),
        shared=_modules(entries, "shared"),
        exclude=_path_globs(entries, "exclude"),
        cycles=entries.number("cycles", default.cycles),
        calendar=calendar,
        specs=_specs(entries.table("specs", SPECS, SETTINGS)),
        label=_label(entries, default.label),
        tests=_path_globs(entries, "tests", placeholders=True),
        docs=_path_globs(entries, "docs", placeholders=True),
        release_notes=_path_globs(entries, "release_notes"),
        migrations=_path_globs(entries, "migrations"),
        database=database_settings(entries.table("database", DATABASE, SETTINGS))
        if "database" in values
        else default.database,
        migration_imports=entries.flag("migration_imports", default.migration_imports),
        type_checking=entries.text("type_checking", default.type_checking),
        test_references=entries.text("test_references", default.test_references),
        registries=_registries(entries),
        probe_python=entries.text("probe_python"),
        split_name=entries.text("split_name"),
        prove=prove,
        compat=compat,
        evidence=entries.text("evidence"),
        smoke=entries.text("smoke"),
        plugins=entries.texts("plugins"),
        rules=rules,
        exceptions=_exceptions(entries, calendar),
        lines=entries.dotted_lines(),
    )


def _calendar(entries: Entries) -> CalendarSettings:
    from coldframe.declare.wellformed import bad_regex

    default = CalendarSettings()
    tags = entries.text("tags", default.tags)
    words = ("auto", "semver", "calver", "openstack")
    if tags not in words:
        from coldframe.declare.entries import nearest, shown

        why = bad_regex(tags)
        if not why and "(?P<version>" not in tags:
            why = "it is none of auto, semver, calver, openstack, and has no group 'version'"
        if why:
            raise entries.mistake(
                f"tags is {shown(tags)}: {why}",
                nearest(tags, words) or f"Write for example: {entries.keys['tags'].example}",
                "tags",
            )
    return CalendarSettings(
        tags=tags,
        releases=_releases(entries, "releases"),
        planned=_releases(entries, "planned"),
        cycle=entries.text("cycle", default.cycle),
    )


def _releases(entries: Entries, name: str) -> tuple[tuple[str, str], ...]:
    from coldframe.declare.entries import LIST, shown
    from coldframe.declare.wellformed import bad_day, bad_version

    listed = entries.values.get(name, [])
    if not isinstance(listed, list):
        raise entries.wrong(name, LIST, listed)
    releases: list[tuple[str, str]] = []
    for index, item in enumerate(listed):
        pair = item if isinstance(item, list) else [item]
        version, day = (str(pair[0]), str(pair[1])) if len(pair) == 2 else (str(pair[0]), "")
        why = ""
        if len(pair) > 2 or not isinstance(pair[0], str):
            why = "it must be a version in quotes, or a version and its day"
        why = why or bad_version(version) or (bad_day(day) if day else "")
        if not why and version in (known for known, _ in releases):
            why = "it is listed twice"
        if why:
            raise entries.mistake(
                f"{name} contains {shown(item)}: {why}",
                f"Write for example: {entries.keys[name].example}",
                name,
                index,
            )
        releases.append((version, day))
    return tuple(releases)


def _specs(entries: Entries) -> SpecSettings:
    from coldframe.declare.wellformed import bad_regex

    status = entries.text("status")
    if why := bad_regex(status):
        from coldframe.declare.entries import shown

        raise entries.mistake(
            f"status is {shown(status)}: {why}",
            f"Write for example: {entries.keys['status'].example}",
            "status",
        )
    return SpecSettings(
        branch=entries.text("branch"), places=_path_globs(entries, "places"), status=status
    )


def _label(entries: Entries, default: str) -> str:
    word = entries.text("label", default)
    if not word.strip() or word != word.strip() or "\n" in word:
        from coldframe.declare.entries import shown

        raise entries.mistake(
            f"label is {shown(word)}; it must be the word that users are shown",
            f"Write for example: {entries.keys['label'].example}",
            "label",
        )
    return word


def _exceptions(entries: Entries, calendar: CalendarSettings) -> tuple[ExceptionEntry, ...]:
    from coldframe.declare.entries import shown
    from coldframe.declare.settings_keys import EXCEPTION
    from coldframe.declare.wellformed import bad_day, bad_path_glob, bad_version

    accepted = []
    listed = {version for version, _ in calendar.releases + calendar.planned}
    for index, table in enumerate(entries.tables("exceptions", EXCEPTION)):
        line = entries.line("exceptions", index)
        for name in ("rule", "place"):
            if not table.text(name):
                raise table.mistake(
                    f"this exception does not name its {name}",
                    f"Write for example: {EXCEPTION[name].example}",
                )
        place, expires = table.text("place"), table.values.get("expires", "")
        if why := bad_path_glob(place):
            raise table.mistake(
                f"place is {shown(place)}: {why}",
                f"Write for example: {EXCEPTION['place'].example}",
                "place",
            )
        if not hasattr(expires, "isoformat"):  # a date of TOML needs no quotes
            expires = table.text("expires")
        expires = str(expires)
        known = expires in listed or not bad_version(expires, code_names=False)
        if expires and bad_day(expires) and not known:
            raise table.mistake(
                f"expires is {shown(expires)}; it must be a day or a release",
                f"Write for example: {EXCEPTION['expires'].example}",
                "expires",
            )
        accepted.append(
            ExceptionEntry(
                rule=table.text("rule"),
                place=place,
                reason=table.text("reason"),
                expires=expires,
                feature=table.text("feature"),
                text=table.text("text"),
                path=entries.path,
                line=line,
            )
        )
    return tuple(accepted)


def _modules(entries: Entries, name: str) -> tuple[str, ...]:
    from coldframe.declare.wellformed import bad_module

    return entries.checked_texts(name, bad_module)


def _registries(entries: Entries) -> tuple[str, ...]:
    return entries.checked_texts("registries", _bad_registry)


def _bad_registry(text: str) -> str:
    from coldframe.declare.wellformed import bad_module

    module, _, attribute = text.partition(":")
    return "it must be 'module:attribute'" if bad_module(module) or bad_module(attribute) else ""


def _path_globs(entries: Entries, name: str, placeholders: bool = False) -> tuple[str, ...]:
    from coldframe.declare.wellformed import PLACEHOLDERS, bad_path_glob

    known = PLACEHOLDERS if placeholders else ()
    return entries.checked_texts(name, lambda glob: bad_path_glob(glob, known))
