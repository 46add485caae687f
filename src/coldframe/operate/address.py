"""Where the operator's database is, and how its password is kept to ourselves."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, quote_plus

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

FROM_VARIABLE = "env:"
_LONGEST = 1_000_000  # bytes of a file that an address is looked for in
# How configuration files call an address: oslo.db, Alembic, SQLAlchemy, and the usual variables.
_KEYS = ("connection", "sqlalchemy.url", "sqlalchemy_url", "url", "database_url", "database_uri",
         "sqlalchemy_database_uri")  # fmt: skip
_LINE = re.compile(r"""^\s*(?:export\s+)?([\w.]+)\s*[=:]\s*["']?(\w[\w+]*://[^"'\n]*?)["']?\s*$""")
_ASYNCHRONOUS = {
    "asyncpg": "postgresql+psycopg",
    "aiomysql": "mysql+pymysql",
    "asyncmy": "mysql+pymysql",
    "aiosqlite": "sqlite",
}
_SECRET = re.compile(r"pass|pwd|secret|token|key", re.IGNORECASE)
HIDDEN = "***"


class Address(NamedTuple):
    """A database: its ``url``, and the texts in it that nobody may read."""

    url: URL
    secrets: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The address for people: without password, and without what stands behind ``?``."""
        return self.url.set(query={}).render_as_string(hide_password=True)

    def hide(self, text: str) -> str:
        """``text`` with every secret of this address replaced by ``***``."""
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        return text


def address(said: str) -> Address:
    """The address that a URL means.

    Raises Mistake, which shows nothing of ``said``, for what is none, and for a password that
    would be taken for a part of the host's name.
    """
    from coldframe.check.database.scratch import parsed

    url = parsed(said.strip())
    if url.get_backend_name() != "sqlite" and "@" in f"{url.host or ''}{url.database or ''}":
        raise Mistake(
            "the address of the database has more than one @",
            "In a user name or a password, write %40 for @ and %2F for /.",
        )
    return Address(_waiting(url), _secrets(url))


def _waiting(url: URL) -> URL:
    """``url`` with a driver that waits for its answers, where the host's own does not."""
    backend, _, driver = url.drivername.partition("+")
    if driver not in _ASYNCHRONOUS:
        return url
    if "ssl" in url.query and backend == "postgresql":
        url = url.difference_update_query(["ssl"]).update_query_dict({"sslmode": url.query["ssl"]})
    return url.set(drivername=_ASYNCHRONOUS[driver])


def address_from(source: str) -> Address:
    """The address that stands in a file, or in the environment variable of ``env:NAME``.

    The file has an address and nothing else, or one line such as ``connection = mysql://…``
    of a service's own configuration.  Raises Mistake, without any text of the source, when
    there is no address or more than one.
    """
    if source.startswith(FROM_VARIABLE):
        name = source.removeprefix(FROM_VARIABLE)
        said = os.environ.get(name, "")
        if not said.strip():
            raise Mistake(
                f"the environment variable {name} is empty or not set",
                f"Put the address of the database into it: {name}=postgresql://USER@HOST/DATABASE",
            )
        return address(said)
    try:
        with open(source, encoding="utf-8", errors="replace") as stream:
            text = stream.read(_LONGEST)
    except OSError as error:
        raise Mistake(
            f"{source} cannot be read: {error.strerror}",
            "Name a file with the address of the database in it, or env:NAME.",
        ) from None
    whole = text.strip()
    if "\n" not in whole and re.match(r"\w[\w+]*:", whole):
        return address(whole)
    said_there = {
        found[2].strip()
        for line in text.splitlines()
        if (found := _LINE.match(line)) and found[1].lower() in _KEYS
    }
    if len(said_there) != 1:
        what = "no address" if not said_there else f"{len(said_there)} different addresses"
        raise Mistake(
            f"{source} has {what} of a database",
            "Write the address alone into the file, or one line: connection = mysql://…",
        )
    return address(said_there.pop())


def _secrets(url: URL) -> tuple[str, ...]:
    """The password and whatever behind ``?`` sounds like one, as written and as encoded."""
    words = [str(url.password)] if url.password else []
    for key, value in url.query.items():
        if _SECRET.search(key):
            words += [value] if isinstance(value, str) else list(value)
    forms = {form for word in words for form in (word, quote(word, safe=""), quote_plus(word))}
    return tuple(sorted(filter(None, forms), key=len, reverse=True))
