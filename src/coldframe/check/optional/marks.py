"""Texts without which a module has no default that is known here: it need not be parsed then."""

from __future__ import annotations

import re

from coldframe.regex import regex

MARKS = regex(
    rb"default\s*=|set_defaults|BaseSettings|getenv|getattr\(|\bOption\("
    rb"|(?:environ|settings|config|conf|cfg|options)\.(?:get|setdefault)\("
    rb"|INSTALLED_APPS|MIDDLEWARE|_BACKENDS|_ROUTERS|_FINDERS|_HANDLERS",
    re.IGNORECASE,
)
