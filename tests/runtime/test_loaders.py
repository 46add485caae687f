"""The guard under what really loads plugins and migrations: stevedore, metadata, Alembic."""

from __future__ import annotations

import sqlite3
import textwrap

import pytest
from fresh import python

POINTS = """\
[shop.plugins]
loyalty = {tree}.loyalty.plugin:Plugin
drones = {tree}.drones:Plugin
cash = {package}.cash:Plugin
"""
PLUGIN = "class Plugin:\n    name = {name!r}\n"
LOADERS = {
    "metadata": """
        from importlib.metadata import entry_points

        def load(name):
            return entry_points(group="shop.plugins")[name].load()
    """,
    "driver": """
        from stevedore import DriverManager

        def load(name):
            return DriverManager("shop.plugins", name).driver
    """,
    "named": """
        from stevedore import NamedExtensionManager

        def failed(manager, point, error):
            raise error

        def load(name):
            found = NamedExtensionManager(
                "shop.plugins", [name], on_load_failure_callback=failed
            )
            return found[name].plugin
    """,
    "all": """
        from stevedore import ExtensionManager

        def load(name):
            return ExtensionManager("shop.plugins")[name].plugin
    """,
}


@pytest.fixture
def plugins(host, monkeypatch):
    """The host as if it were installed, with plugins of which two are features'."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(host.root / "cache"))  # stevedore keeps what it found
    host.write("cash.py", PLUGIN.format(name="cash"))
    host.write("preview/loyalty/plugin.py", PLUGIN.format(name="loyalty"))
    host.write("preview/drones.py", PLUGIN.format(name="drones"))
    info = host.root / f"{host.package}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {host.package}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS.format(tree=host.tree, package=host.package))
    return host


def loader(host, kind: str) -> None:
    """The module ``loader`` of the host, which is stable code."""
    host.write("loader.py", textwrap.dedent(LOADERS[kind]).replace("PACKAGE", host.package))


@pytest.mark.parametrize("kind", LOADERS)
def test_a_plugin_is_loaded_once_its_feature_is_on(plugins, kind: str) -> None:
    loader(plugins, kind)
    code = """
        from PACKAGE.loader import load

        print(load("cash").name)
        previews.select("shop.plugins", "loyalty")
        print(load("loyalty").name)
        try:
            import PACKAGE.till
        except RefusedImport as refused:
            print(str(refused).splitlines()[0].partition(": ")[2])
    """
    plugins.write("preview/loyalty/rules.py", "")
    plugins.write("till.py", f"import {plugins.tree}.loyalty.rules\n")
    cash, loyalty, refused = python(plugins, code).splitlines()
    assert (cash, loyalty) == ("cash", "loyalty")
    assert refused == (
        f"{plugins.package}.till imports {plugins.tree}.loyalty.rules: stable code of"
        f" {plugins.package} may not import the preview feature 'loyalty'"
    )


@pytest.mark.parametrize("kind", ["metadata", "driver", "named"])
def test_a_plugin_whose_feature_is_off_is_refused(plugins, kind: str) -> None:
    loader(plugins, kind)
    code = """
        from PACKAGE.loader import load

        try:
            load("loyalty")
        except RefusedImport as refused:
            print(refused)
            print(refused.feature, refused.name)
        import sys
        print("TREE.loyalty" in sys.modules)
    """
    first, remedy, names, loaded = python(plugins, code).splitlines()
    what = f": importlib.metadata imports {plugins.tree}.loyalty.plugin: 'loyalty' is a preview"
    assert f"{what} feature of {plugins.tree}, and it is off" in first
    assert remedy.startswith(f"  To switch it on: {plugins.previews().variable}=loyalty.")
    assert names == f"loyalty {plugins.tree}.loyalty.plugin"
    assert loaded == "False"


def test_stevedore_goes_on_with_the_plugins_that_are_on(plugins) -> None:
    """Its managers log what cannot be loaded, so the log has the feature and the remedy."""
    code = """
        import logging, sys
        from stevedore import ExtensionManager

        logging.basicConfig(stream=sys.stdout, level=logging.ERROR, format="%(message)s")
        print(sorted(ExtensionManager("shop.plugins").names()))
    """
    said = python(plugins, code)
    assert said.splitlines()[-1] == "['cash']"
    for name in ("loyalty", "drones"):
        assert f"{name!r} is a preview feature of {plugins.tree}, and it is off" in said
        assert f"{plugins.previews().variable}={name}" in said


ENV = """\
from alembic import context
from sqlalchemy import create_engine

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""
VERSION = """\
{at_the_top}
from alembic import op
import sqlalchemy as sa

revision = "ae1"
down_revision = None


def upgrade():
    {in_the_function}
    op.create_table(TABLE, sa.Column("id", sa.Integer, primary_key=True))
"""
UPGRADE = """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", {scripts!r})
    config.set_main_option("sqlalchemy.url", "sqlite:///" + {database!r})
    try:
        import PACKAGE.till
    except RefusedImport as refused:
        print(str(refused).splitlines()[0])
    try:
        command.upgrade(config, "head")
    except RefusedImport as refused:
        print(refused)
"""


def upgraded(host, folder: str, top: str, inside: str = "pass") -> tuple[list[str], list[str]]:
    """What an upgrade said, and the tables that there are then; the feature is off."""
    host.write("preview/loyalty/models.py", 'TABLE = "loyalty_cards"\n')
    host.write("till.py", f"from {host.tree}.loyalty.models import TABLE\n")
    host.write("db/__init__.py", "")
    scripts = host.write(f"{folder}/env.py", ENV).parent
    version = VERSION.format(at_the_top=top, in_the_function=inside)
    version = version.replace("TREE", host.tree).replace("PACKAGE", host.package)
    host.write(f"{folder}/versions/ae1_cards.py", version)
    database = host.root / "shop.db"
    said = python(host, UPGRADE.format(scripts=str(scripts), database=str(database)))
    with sqlite3.connect(database) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table'")
        return said.splitlines(), sorted(name for (name,) in tables)


IMPORT = "from TREE.loyalty.models import TABLE"


@pytest.mark.parametrize(
    "folder", ["db/migration", "db/migrations", "alembic", "db/shop_alembic", "db/schema"]
)
@pytest.mark.parametrize("inside", [False, True], ids=["at the top", "in upgrade()"])
def test_a_migration_of_alembic_may_while_the_feature_is_off(host, folder, inside) -> None:
    said, tables = upgraded(host, folder, *(("", IMPORT) if inside else (IMPORT, "pass")))
    assert tables == ["alembic_version", "loyalty_cards"]
    (refused,) = said
    assert refused.startswith(
        f"{host.root / host.package / 'till.py'}:1: {host.package}.till imports"
    )
    assert refused.endswith("and it is off")


def test_stable_code_that_a_migration_calls_is_refused(host) -> None:
    host.write("db/names.py", f"from {host.tree}.loyalty.models import TABLE\n")
    said, tables = upgraded(host, "db/migration", "from PACKAGE.db.names import TABLE")
    assert "loyalty_cards" not in tables
    assert f"{host.package}.db.names imports {host.tree}.loyalty" in said[1]
    assert "and it is off" in said[1] and "To switch it on" in said[2]
