"""The database tables of a project: classes and calls that stand for one."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from coldframe.compat.commands.expressions import TooLong
from coldframe.compat.commands.program import Program
from coldframe.compat.commands.things import Class
from coldframe.compat.declared.modules import paths_with
from coldframe.compat.declared.stages import Claimed
from coldframe.compat.python.packages import module_files
from coldframe.compat.tables.django import Apps, django_tables
from coldframe.compat.tables.entry import Tables
from coldframe.compat.tables.sqlalchemy import called_tables, sqlalchemy_table

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.compat.python.packages import ModuleFile
    from coldframe.compat.tables.entry import Table

WORDS = ("__tablename__", "Column(", "mapped_column(", "Table(", "BASEV2", "from django")


_LIBRARIES = (b"sqlalchemy", b"sqlmodel", b"django", b"model_base", b"Mapped[")


def read_tables(host: Host) -> Tables:
    """Every table of ``host``, by name; of what is defined twice, what says more counts.

    Nothing of the host is executed.  Raises Mistake for declarations that cannot be read.
    """
    files = [each for each in module_files(host) if each.path.endswith(".py")]
    packages = {each.path.rpartition("/")[0] for each in files if each.package}
    files = [each for each in files if _is_imported(each, packages)]
    found = paths_with(host, WORDS)
    mattering = {path for path in found if not host.places.is_migration(path)}
    if not any(word in host.tree.read(path) for path in mattering for word in _LIBRARIES):
        return Tables()
    program = Program(files, mattering, host.surface.module)
    apps = Apps(program, files)
    tables: list[Table] = []
    unnamed: set[str] = set()
    for file in files:
        if file.path not in mattering:
            continue
        program.fresh()
        space = program.space(file.name)
        module = host.surface.module(file.path)
        if space is None or module is None:
            continue
        for value in list(space.names.own.values()):
            if isinstance(value, Class) and value.space is space:
                model = f"{file.name}.{value.name}"
                try:
                    found_here = _of_class(program, apps, value)
                except (TooLong, RecursionError):
                    unnamed.add(model)
                    continue
                tables += [each for each in found_here if each.name]
                unnamed |= {each.model for each in found_here if not each.name}
        data = host.tree.read(file.path)
        if b"Table(" in data or b"Table as" in data:
            with suppress(TooLong, RecursionError):
                tables += called_tables(program, space, module)
    claimed = Claimed(host, "tables")
    best: dict[str, Table] = {}
    for table in tables:
        known = best.get(table.name)
        if known is None or len(table.columns) > len(known.columns):
            best[table.name] = table._replace(stage=claimed.stage((table.name,), table.path))
    return Tables(tuple(best[name] for name in sorted(best)), tuple(sorted(unnamed)))


def _of_class(program: Program, apps: Apps, owner: Class) -> list[Table]:
    made = sqlalchemy_table(program, owner)
    return [made] if made is not None else list(django_tables(program, apps, owner))


def _is_imported(file: ModuleFile, packages: set[str]) -> bool:
    """Whether all folders down to the module are packages: others hold templates of projects."""
    folder = file.path.rpartition("/")[0]
    for _ in range(file.name.count(".") + file.package):
        if folder not in packages:
            return False
        folder = folder.rpartition("/")[0]
    return True
