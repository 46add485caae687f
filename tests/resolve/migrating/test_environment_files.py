"""What becomes of a host's ``env.py`` and ``alembic.ini`` in a project of its own."""

from __future__ import annotations

import ast

import pytest

from coldframe.declare.mistake import Mistake
from coldframe.resolve.migrating.environment_files import EnvText, env_text, ini_text

ENV = '''"""Runs."""

from alembic import context
from shop.models import Base

{body}
context.run_migrations()
'''


def changed(body: str, *tables: str) -> EnvText:
    found = env_text(ENV.format(body=body).encode(), "env.py", "av_gold", tables or ("gold",), [])
    ast.parse(found.data)
    return found


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("configure(url=u)", "configure(url=u, version_table=VERSION_TABLE, include_object=is_own)"),
        (
            "configure(**options)",
            'configure(**{**options, "version_table": VERSION_TABLE, "include_object": is_own})',
        ),
        (
            "configure(url=u, version_table='x', include_object=mine)",
            "configure(url=u, version_table=VERSION_TABLE, include_object=is_own)",
        ),
        (
            "configure(\n    url=u,\n)",
            "configure(\n    url=u,\n    version_table=VERSION_TABLE,\n    include_object=is_own,\n)",
        ),
        ("configure()", "configure(version_table=VERSION_TABLE, include_object=is_own)"),
    ],
)  # fmt: skip
def test_a_call_gets_what_is_the_projects_own(call: str, expected: str) -> None:
    assert f"\ncontext.{expected}\n" in changed(f"context.{call}").data.decode()


def test_a_filter_of_the_host_is_told_with_its_line() -> None:
    found = changed("context.configure(\n    include_object=mine)")
    ((line, text),) = found.replaced
    assert text == "include_object=mine)"
    assert "include_object=is_own" in found.data.decode().splitlines()[line - 1]


@pytest.mark.parametrize(
    ("tables", "mine", "others"),
    [(("gold",), "gold", "golden"), (("gold_*", "silver"), "gold_cards", "old_gold_cards")],
)
def test_only_its_own_tables_are_compared(tables: tuple[str, ...], mine: str, others: str) -> None:
    text = changed("context.configure()", *tables).data.decode()
    names: dict[str, object] = {}
    start, end = text.index("# The project"), text.index("context.configure")
    exec("from fnmatch import fnmatchcase\n" + text[start:end], names)
    is_own = names["is_own"]
    assert callable(is_own)
    assert is_own(None, mine, "table", True, None)
    assert not is_own(None, others, "table", True, None)
    assert is_own(None, "anything", "column", False, None)
    assert ("fnmatch" in text) == ("*" in "".join(tables))


def test_line_ends_stay() -> None:
    data = ENV.format(body="context.configure(url=u)").replace("\n", "\r\n").encode()
    after = env_text(data, "env.py", "av_gold", ("gold_*",), ["shop_gold.models"]).data
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"import shop_gold.models  # noqa: F401\r\n" in after


@pytest.mark.parametrize("text", ["def broken(:\n", "x = 1\n"])
def test_one_that_cannot_be_followed_is_a_mistake(text: str) -> None:
    with pytest.raises(Mistake) as found:
        env_text(text.encode(), "env.py", "av_gold", ("gold",), [])
    assert found.value.path == "env.py"


def test_settings_are_kept_but_for_the_place() -> None:
    ini = (
        "[alembic]\n# where\nscript_location = shop/m\nversion_locations =\n  shop/m/a\n  shop/m/b\n"
        "sqlalchemy.url = x\n"
    )
    assert ini_text(ini.encode(), "gold/m", logging=False).decode() == (
        "[alembic]\n# where\nscript_location = %(here)s/gold/m\nsqlalchemy.url = x\n"
    )


def test_settings_are_made_where_there_are_none() -> None:
    assert ini_text(b"", "m", logging=False) == b"[alembic]\nscript_location = %(here)s/m\n"
    from configparser import RawConfigParser
    from logging.config import fileConfig

    parser = RawConfigParser()
    parser.read_string(ini_text(b"", "m", logging=True).decode())
    fileConfig(parser, disable_existing_loggers=False)
