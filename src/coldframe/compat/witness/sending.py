"""Sends calls to the new application, and reads what it answers, for a limited time."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Any, NamedTuple

from coldframe.compat.witness.calls import Call, Calls

SILENCE = 5.0  # seconds without a byte
_LONGEST = 10.0  # seconds for one answer
_MOST = 1_000_000  # bytes of a body that are read
_SHOWN = 200
_HIDDEN = "[hidden]"


class Answer(NamedTuple):
    """``status`` is 0 where no answer came; ``text`` then says why."""

    status: int
    media_type: str
    headers: dict[str, str]
    text: str

    @property
    def value(self) -> Any:
        """The body as JSON, or None."""
        if "json" in self.media_type:
            with suppress(ValueError):
                return json.loads(self.text)
        return None


class Sender:
    """Makes calls at ``address``, which is written as ``shown``, until ``end``.

    ``headers`` are sent and never shown.
    """

    def __init__(self, address: str, shown: str, headers: dict[str, str], end: float) -> None:
        import requests

        self.address = address
        self.end = end
        self._shown = shown
        self._headers = headers
        self._session = requests.Session()
        self._session.trust_env = False

    @property
    def late(self) -> bool:
        """Whether the time for all calls is over."""
        return time.monotonic() > self.end

    def send(self, calls: Calls, call: Call, bare: bool = False) -> Answer:
        """The answer to ``call``; ``bare`` leaves out the headers that the user gave."""
        wanted = calls.sent(call, self.address)
        headers = {
            name: value
            for name, value in wanted.pop("headers", {}).items()
            if not name.lower().startswith(("x-schemathesis", "user-agent"))
        }
        wanted["headers"] = {
            **headers, "User-Agent": "coldframe", **({} if bare else self._headers)
        }  # fmt: skip
        return self._answered(wanted)

    def nowhere(self) -> Answer:
        """The answer for a path that no application has."""
        address = f"{self.address}/coldframe-asks-for-what-is-not-there"
        return self._answered({"method": "GET", "url": address, "headers": dict(self._headers)})

    def _answered(self, wanted: dict[str, Any]) -> Answer:
        from requests import RequestException

        end = min(time.monotonic() + _LONGEST, self.end)
        try:
            with self._session.request(
                **wanted, timeout=SILENCE, allow_redirects=False, stream=True
            ) as answer:
                body = bytearray()
                for chunk in answer.iter_content(16_384):
                    body += chunk
                    if len(body) > _MOST or time.monotonic() > end:
                        break
                text = body.decode(answer.encoding or "utf-8", "replace")
                headers = {name.lower(): value for name, value in answer.headers.items()}
                media = headers.get("content-type", "").partition(";")[0].strip().lower()
                return Answer(answer.status_code, media, headers, text)
        except (RequestException, ValueError, LookupError, OSError) as error:
            return Answer(0, "", {}, f"no answer: {type(error).__name__}")

    def curl(self, calls: Calls, call: Call) -> str:
        """``call`` as a line for a shell, without what must not be shown."""
        names = "".join(f" -H '{name}: {_HIDDEN}'" for name in self._headers)
        return self.hidden(calls.curl(call, self._shown)) + names

    def shown(self, answer: Answer) -> str:
        """The status, and the beginning of the body."""
        if not answer.status:
            return answer.text
        body = " ".join(answer.text.split())
        body = body if len(body) <= _SHOWN else f"{body[:_SHOWN]}…"
        return self.hidden(f"{answer.status} {body}".strip())

    def hidden(self, text: str) -> str:
        """``text`` without the values of the headers that the user gave."""
        for value in self._headers.values():
            for part in (value, value.rpartition(" ")[2]):
                if len(part) > 3:
                    text = text.replace(part, _HIDDEN)
        return text
