"""Settings of Django that an application reads with a default: that is how they are declared."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.surface.reading import last_name
from coldframe.compat.declared.values import value_text
from coldframe.compat.options.django_own import DJANGO_OWN
from coldframe.compat.options.entry import Option

if TYPE_CHECKING:
    from coldframe.check.surface.reading import Module


def django_settings(module: Module, path: str) -> Iterator[Option]:
    """Each ``getattr(settings, "NAME", default)`` where ``settings`` are Django's."""
    if not any(
        isinstance(node, ast.ImportFrom)
        and node.module == "django.conf"
        and any(alias.name == "settings" for alias in node.names)
        for node in module.imports
    ):
        return
    for call, _around in module.calls():
        if last_name(call.func) != "getattr" or len(call.args) != 3:
            continue
        name = module.text(call.args[1])
        if last_name(call.args[0]) == "settings" and name and _is_of_host(name):
            yield Option(
                name, "Django", path, call.lineno, default=value_text(module, call.args[2])
            )


def _is_of_host(name: str) -> bool:
    return name.isupper() and not name.startswith("_") and name not in DJANGO_OWN
