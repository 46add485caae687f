"""Fetches the one document that the user named by its address, and nothing else."""

from __future__ import annotations

import time
from typing import IO, Any

from coldframe.compat.rest.document import LARGEST
from coldframe.declare.mistake import Mistake

LIMIT = 30.0  # seconds for all of it
_SILENCE = 10.0  # seconds without a byte


def fetched(address: str) -> bytes:
    """The body at ``address``.

    Raises Mistake for what is not there, too large or too late, and for a redirect to another
    machine.  Names and passwords in an address are refused, because reports show addresses.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.parse import urlsplit
    from urllib.request import ProxyHandler, Request, build_opener

    try:
        parts = urlsplit(address)
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        _ = parts.port
    except ValueError as error:
        raise Mistake(f"this is no address: {error}", "Mend it.", address) from None
    if parts.username is not None:
        raise Mistake(
            "an address may not hold a name or a password",
            "Fetch the document yourself, and name the file.",
            f"{parts.scheme}://…@{parts.hostname}{parts.path}",
        )
    handlers: list[Any] = [_redirects(parts.scheme, parts.netloc)]
    opener = build_opener(*handlers, *([ProxyHandler({})] if local else []))
    headers = {"Accept": "application/json, application/yaml;q=0.9, */*;q=0.1"}
    try:
        with opener.open(Request(address, headers=headers), timeout=_SILENCE) as answer:
            return _body(answer, address)
    except HTTPError as error:
        raise Mistake(
            f"it answers {error.code} {error.reason}", "Name the address of the document.", address
        ) from None
    except (URLError, OSError, HTTPException, ValueError) as error:
        why = getattr(error, "reason", None) or error or type(error).__name__
        raise Mistake(
            f"it cannot be fetched: {why}", "Start the application, or name a file.", address
        ) from None


def _body(answer: IO[bytes], address: str) -> bytes:
    end = time.monotonic() + LIMIT
    found = bytearray()
    read = getattr(answer, "read1", answer.read)
    while chunk := read(65_536):
        found += chunk
        if len(found) > LARGEST:
            raise Mistake(
                f"larger than {LARGEST // 2**20} MB",
                "Split it into one document per service.",
                address,
            )
        if time.monotonic() > end:
            raise Mistake(
                f"it does not end within {LIMIT:g} seconds", "Fetch it yourself.", address
            )
    return bytes(found)


def _redirects(scheme: str, machine: str) -> Any:
    from urllib.error import URLError
    from urllib.parse import urlsplit
    from urllib.request import HTTPRedirectHandler

    class Stays(HTTPRedirectHandler):
        def redirect_request(self, *words: Any) -> Any:
            there = urlsplit(words[-1])
            if (there.scheme, there.netloc) != (scheme, machine):
                raise URLError(f"it sends us to {there.scheme}://{there.netloc}")
            return super().redirect_request(*words)

    return Stays()
