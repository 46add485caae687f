"""One option of oslo.config, with all that is said of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.check.surface.oslo_names import joined, old_names
from coldframe.check.surface.reading import is_true, keyword, last_name
from coldframe.compat.declared.values import choices, value_text
from coldframe.compat.options.entry import BOOLEAN, INTEGER, NUMBER, TEXT, Option

if TYPE_CHECKING:
    from coldframe.check.surface.definition import Definition
    from coldframe.check.surface.reading import Module

_TYPES = {
    "str": TEXT, "string": TEXT, "bool": BOOLEAN, "boolean": BOOLEAN, "int": INTEGER,
    "integer": INTEGER, "port": INTEGER, "float": NUMBER, "number": NUMBER, "ip": "ip",
    "ipaddress": "ip", "hostname": "hostname", "hostaddress": "host", "uri": "uri", "list": "list",
    "multi": "multi", "multistr": "multi", "dict": "dict", "subcommand": "command", "": TEXT,
}  # fmt: skip
_PORTS = ("0", "65535")


def oslo_option(module: Module, definition: Definition, path: str) -> Option:
    """The option that ``definition`` found in ``module``."""
    call = definition.node
    assert isinstance(call, ast.Call)
    kind = last_name(call.func).removesuffix("Opt").lower()
    said = keyword(call, "type") or keyword(call, "item_type")
    given = last_name(said.func if isinstance(said, ast.Call) else said) if said else ""
    inner = said if isinstance(said, ast.Call) and not kind else call
    type_ = _TYPES.get(given.lower(), given) if said and not kind else _TYPES.get(kind, kind)
    low, high = _PORTS if "port" in (kind, given.lower()) else ("", "")
    group, _, bare = definition.names[0].rpartition(".")
    name = joined(group, bare)
    allowed = choices(module, keyword(inner, "choices") or keyword(call, "choices"))
    return Option(
        name,
        "oslo.config",
        path,
        definition.line,
        type_,
        value_text(module, keyword(call, "default")),
        is_true(keyword(call, "required")) and keyword(call, "default") is None,
        tuple(each for each in allowed if each),
        value_text(module, keyword(inner, "min")) or low,
        value_text(module, keyword(inner, "max")) or high,
        value_text(module, keyword(inner, "max_length")),
        value_text(module, keyword(inner, "regex")),
        is_true(keyword(call, "mutable")),
        tuple(sorted(set(old_names(module, call, group, bare)) - {name})),
        is_true(keyword(call, "deprecated_for_removal")),
        definition.certain,
    )
