"""Keeps passwords out of whatever is shown, also out of what the host's own code says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, quote_plus

HIDDEN = "***"
_SHORT = 4  # a shorter password would be found in every other word


def secrets_of(servers: Sequence[str]) -> tuple[str, ...]:
    """The passwords in these addresses, in all the ways in which they are written."""
    from coldframe.check.database.scratch import EMBEDDED, parsed

    found: set[str] = set()
    for server in servers:
        if server == EMBEDDED:
            continue
        url = parsed(server)
        said = [str(url.password)] if url.password else []
        for name, value in url.query.items():
            if "pass" in name.lower():
                said += [value] if isinstance(value, str) else list(value)
        for each in said:
            ways = {each, quote(each, safe=""), quote_plus(each), repr(each)[1:-1]}
            ways.add(quote(each, safe=" +"))  # as SQLAlchemy writes it
            found |= {way if len(each) >= _SHORT else f":{way}@" for way in ways}
    return tuple(sorted(found, key=len, reverse=True))


def scrubbed(value: Any, secrets: Sequence[str]) -> Any:
    """``value`` with every secret replaced, however deep it stands in it."""
    if not secrets:
        return value
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, f":{HIDDEN}@" if secret.startswith(":") else HIDDEN)
        return value
    if isinstance(value, tuple):
        inner = [scrubbed(each, secrets) for each in value]
        return type(value)(*inner) if hasattr(value, "_fields") else tuple(inner)
    if isinstance(value, dict):
        return {key: scrubbed(each, secrets) for key, each in value.items()}
    return value
