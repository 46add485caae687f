"""Texts without which a file defines nothing of a kind: it need not be parsed for that."""

from __future__ import annotations

import re
from functools import cache

from coldframe.check.surface.definition import COMMAND, OPTION, ROUTE, TABLE

_NEEDLES = {
    OPTION: (b"Opt(", b"add_argument(", b"option(", b"Option(", b"BaseSettings"),
    COMMAND: (b"add_parser(", b"ArgumentParser(", b"cliff", b"osc_lib", b"openstackclient"),
    TABLE: (b"__tablename__", b"Table(", b"db_table", b"create_table", b"rename_table"),
    ROUTE: (
        b"add_url_rule(",
        b"add_api_route(",
        b"add_route(",
        b"add_websocket_route(",
        b"urlpatterns",
        b"django.urls",
        b"RESOURCE_ATTRIBUTE_MAP",
    ),
}
_DECORATORS = {
    COMMAND: rb"@(?:[\w.]+\.)?(?:command|group)\b",
    ROUTE: rb"@[\w.]+\.(?:get|post|put|patch|delete|head|options|trace|route|api_route"
    rb"|websocket\w*)\s*\(",
}


def may_define(kind: str, data: bytes) -> bool:
    """Whether ``data`` may define something of ``kind``."""
    if any(needle in data for needle in _NEEDLES[kind]):
        return True
    return kind in _DECORATORS and b"@" in data and _decorator(kind).search(data) is not None


@cache
def _decorator(kind: str) -> re.Pattern[bytes]:
    return re.compile(_DECORATORS[kind])
