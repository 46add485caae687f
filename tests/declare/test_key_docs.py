"""Every key that may be written is documented, and no other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from coldframe.declare import declaration_file, settings_keys, settings_prove, tombstone
from coldframe.declare.declaration_file import parse_declaration
from coldframe.declare.settings import Settings
from coldframe.declare.settings_file import parse_settings, project_section

DOCS = Path(__file__).parents[2] / "docs"


def sections(page: str) -> dict[str, str]:
    """The text below each ``### `key` `` heading."""
    text = (DOCS / page).read_text().split("\n## Tombstones")[0]
    parts = re.split(r"^### `([\w.]+)`$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def nested(**tables: dict[str, object]) -> set[str]:
    return {f"{table}.{key}" for table, keys in tables.items() for key in keys}


SETTINGS = set(settings_keys.SETTINGS) | nested(
    calendar=settings_keys.CALENDAR,
    specs=settings_keys.SPECS,
    database=settings_keys.DATABASE,
    prove=settings_keys.PROVE,
    compat=settings_keys.COMPAT,
    exceptions=settings_keys.EXCEPTION,
    **{
        "compat.accepted": settings_keys.ACCEPTED,
        "database.permits": settings_keys.PERMIT,
        "database.rewrites": settings_keys.REWRITE,
    },
)
TABLES = ("calendar", "specs", "database", "prove", "compat")
DECLARATION = set(declaration_file.DECLARATION) | nested(
    renewals=declaration_file.RENEWAL, claims=declaration_file.CLAIMS
)


def test_every_setting_is_documented() -> None:
    text = (DOCS / "settings.md").read_text()
    described = set(sections("settings.md")) | {
        table for table in TABLES if f"## `[tool.coldframe.{table}]`" in text
    }
    assert described == SETTINGS


def test_every_demand_is_documented_with_its_default() -> None:
    text = sections("settings.md")
    assert settings_prove.DEFAULTS.keys() == settings_keys.DEMANDS.keys()
    for criterion, demands in settings_prove.DEFAULTS.items():
        assert demands.keys() == settings_keys.DEMANDS[criterion].keys()
        section = text[f"prove.{criterion}"]
        for key, value in demands.items():
            row = re.search(rf"\| `{key}` \| (.*?) \|", section)
            stated = row[1].strip("`") if row else re.search(rf"{key} = ([\w.]+) }}", section)[1]  # type: ignore[index]
            assert tomllib.loads(f"x = {stated}")["x"] == value, (criterion, key)


def test_every_key_of_a_declaration_is_documented() -> None:
    assert set(sections("declaration.md")) == DECLARATION


def test_every_key_of_a_tombstone_is_documented() -> None:
    text = (DOCS / "declaration.md").read_text().split("## Tombstones")[1]
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example
    assert set(tomllib.loads(example[1])["ended"][0]) == set(tombstone.TOMBSTONE)
    assert tombstone.parse_tombstones(example[1].encode(), "ended.toml")


def test_every_setting_says_its_default() -> None:
    for key, text in sections("settings.md").items():
        assert "Default: " in text or "required" in text, key


@pytest.mark.parametrize("key", sorted(SETTINGS - {*TABLES}))
def test_examples_of_settings_are_right(key: str) -> None:
    example = re.search(r"```toml\n(.*?)```", sections("settings.md")[key], re.DOTALL)
    assert example, key
    table, _, name = key.rpartition(".")
    written = settings_keys.SETTINGS[key] if not table else None
    text = example[1]
    if written is not None:
        assert text.strip() == written.example
    if text.startswith("["):
        assert project_section(text.encode()) is not None
    elif table == "database.permits":
        keys = tomllib.loads(text)
        assert list(keys) == [name]
        others = "".join(f"{key} = 'a'\n" for key in settings_keys.PERMIT if key != name)
        settings = parse_settings(f"[[database.permits]]\n{text}{others}".encode())
        assert getattr(settings.database.permits[0], name) == keys[name]
    elif table == "database.rewrites":
        needed = {"revision": "a", "table": "b", "reason": "c"}
        if name == "sql":
            needed["columns"] = "d"
        written_out = {k: f"['{v}']" if k == "columns" else f"'{v}'" for k, v in needed.items()}
        others = "".join(f"{key} = {value}\n" for key, value in written_out.items() if key != name)
        settings = parse_settings(f"[[database.rewrites]]\n{text}{others}".encode())
        assert settings.database.rewrites[0].line == 1
    elif table == "compat.accepted":
        needed = dict.fromkeys(("rule", "subject", "reason"), "a") | {"until": "1.0"}
        others = "".join(f'{key} = "{value}"\n' for key, value in needed.items() if key != name)
        accepted = parse_settings(f"[[compat.accepted]]\n{text}{others}".encode()).compat.accepted
        assert getattr(accepted[0], name) == tomllib.loads(text)[name]
    elif table == "exceptions":
        others = 'rule = "a"\nplace = "b"\n'.replace(
            f'{name} = "{"a" if name == "rule" else "b"}"\n', ""
        )
        assert parse_settings(f"[[exceptions]]\n{text}{others}".encode()).exceptions
    else:
        assert parse_settings((f"[{table}]\n" if table else "").encode() + text.encode()).lines


@pytest.mark.parametrize("key", sorted(DECLARATION))
def test_examples_of_declarations_are_right(key: str) -> None:
    examples = re.findall(r"```toml\n(.*?)```", sections("declaration.md")[key], re.DOTALL)
    assert examples, key
    table, _, _ = key.rpartition(".")
    header = {"renewals": "[[renewals]]\n", "claims": "[claims]\n", "": ""}[table]
    until = 'until = "1.0"\n' if key == "renewals.spec" else ""
    for example in examples:
        parse_declaration(f"{header}{example}{until}".encode(), "preview.toml")


@pytest.mark.parametrize(
    "keys",
    [
        settings_keys.SETTINGS,
        settings_keys.CALENDAR,
        settings_keys.SPECS,
        settings_keys.DATABASE,
        settings_keys.PERMIT,
        settings_keys.COMPAT,
        settings_keys.ACCEPTED,
        settings_keys.PROVE,
        *settings_keys.DEMANDS.values(),
        settings_keys.EXCEPTION,
        declaration_file.DECLARATION,
        declaration_file.CLAIMS,
        declaration_file.RENEWAL,
        tombstone.TOMBSTONE,
    ],
)
def test_examples_in_remedies_are_toml(keys: dict[str, declaration_file.Key]) -> None:
    for name, key in keys.items():
        assert name in key.example
        assert tomllib.loads(key.example)


def test_defaults_that_are_stated_are_the_defaults() -> None:
    text = sections("settings.md")
    for name in ("cycles", "label", "type_checking", "test_references", "migration_imports"):
        stated = re.search(r"Default: `(.*)`", text[name])
        assert stated
        assert tomllib.loads(f"x = {stated[1]}")["x"] == getattr(Settings(), name)
