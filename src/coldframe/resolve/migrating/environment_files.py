"""The files of an Alembic environment of a project's own, made out of those of its host.

The host's ``env.py`` knows how one gets at the database; what changes is the version table, and
which tables autogenerate looks at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from coldframe.resolve.migrating.env_source import EnvSource, has_patterns, is_one_of, tuple_text
from coldframe.resolve.rewrite.splice import spliced

_FILTER = re.compile(rb"""include_object(?:=|": )is_own\b""")
_OPTIONS = {"version_table": "VERSION_TABLE", "include_object": "is_own"}


class EnvText(NamedTuple):
    """``env.py``, and the places of it (line, text) where the host had something of its own."""

    data: bytes
    replaced: tuple[tuple[int, str], ...]


def env_text(
    data: bytes, path: str, version_table: str, tables: Sequence[str], models: Sequence[str]
) -> EnvText:
    """The host's ``env.py`` for a list of its own.

    ``tables`` are names or patterns of those that are the project's, ``models`` the modules that
    define them.  Raises Mistake, at ``path`` in the host, for one that cannot be followed.
    """
    source = EnvSource(data, path)
    theirs = []  # by call, what the host said there
    for call in source.calls:
        said = [each for each in call.keywords if each.arg == "include_object"]
        theirs.append(source.line(said[0].value.lineno) if said else "")
    lines = [
        "# The project's own tables; the others in the same database are the host's.",
        *tuple_text("TABLES", tables),
        f'VERSION_TABLE = "{version_table}"',
        "",
        "",
        "def is_own(thing, name, kind, reflected, other):",
        '    """What autogenerate compares, so that it never touches a table of the host."""',
        f'    return kind != "table" or {is_one_of("TABLES", tables)}',
    ]
    splices = [source.configured(call, _OPTIONS) for call in source.calls]
    splices += source.defined(lines, models, matching=has_patterns(tables))
    after = spliced(data, splices)
    numbers = [n for n, line in enumerate(after.splitlines(), 1) if _FILTER.search(line)]
    told = ((n, said) for n, said in zip(numbers, theirs, strict=True) if said)
    return EnvText(after, tuple(told))


def ini_text(data: bytes, location: str, *, logging: bool) -> bytes:
    """``alembic.ini`` of the project, whose environment is in ``location`` (beside that file).

    Of the host's file, ``data``, everything else is kept.  Without one, there are no settings
    but, with ``logging``, those that ``env.py`` reads.
    """
    where = f"script_location = %(here)s/{location}"
    if not data:
        return f"[alembic]\n{where}\n{_LOGGING if logging else ''}".encode()
    text = data.decode("utf-8", "surrogateescape")
    value = r"[ \t]*[=:][^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*"
    text = re.sub(rf"^script_location{value}", lambda _: where, text, count=1, flags=re.MULTILINE)
    text = re.sub(rf"^version_locations{value}\r?\n?", "", text, count=1, flags=re.MULTILINE)
    return text.encode("utf-8", "surrogateescape")


_LOGGING = """
[loggers]
keys = root

[handlers]
keys = console

[formatters]
keys = plain

[logger_root]
level = WARNING
handlers = console

[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain

[formatter_plain]
format = %(levelname)s [%(name)s] %(message)s
"""


def template_text() -> bytes:
    """``script.py.mako`` as ``alembic init`` writes it, for a host that has none."""
    import os

    import alembic

    folder = os.path.dirname(alembic.__file__ or "")
    with open(os.path.join(folder, "templates/generic/script.py.mako"), "rb") as file:
        return file.read()
