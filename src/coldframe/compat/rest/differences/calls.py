"""Webhooks and callbacks: the server asks, so what it sends is judged as an answer is."""

from __future__ import annotations

from coldframe.compat.rest.differences.difference import Difference

# What is told of a request, and what it is where the server sends it: nothing if it has no weight.
_TURNED = {
    "body_added": "call_narrowed",
    "required_body_added": "call_narrowed",
    "body_required": "call_narrowed",
    "body_optional": "call_body_optional",
    "body_removed": "call_body_removed",
    "request_media_type_removed": "call_narrowed",
    "request_media_type_added": "call_media_type_added",
    "request_schema_added": "call_narrowed",
    "parameter_added": "call_narrowed",
    "required_parameter_added": "call_narrowed",
    "parameter_required": "call_narrowed",
    "parameter_optional": "call_parameter_optional",
    "parameter_removed": "call_parameter_removed",
    "deprecated_parameter_removed": "call_parameter_removed",
    "parameter_must_have_value": "call_narrowed",
    "parameter_reserved_refused": "call_narrowed",
    "parameter_default_changed": "",
    "parameter_default_lifted": "",
    "parameter_default_set": "",
}
_WORDS = {
    "body_added": "there is a body now",
    "required_body_added": "there is a body now",
    "body_required": "there always is a body now",
    "request_media_type_removed": "its body is no longer {name}",
    "request_schema_added": "its {name} has a schema now",
    "parameter_added": "there may be the {place} parameter {name} now",
    "required_parameter_added": "there is the {place} parameter {name} now",
    "parameter_required": "the {place} parameter {name} is always there now",
    "parameter_must_have_value": "the {place} parameter {name} is never empty now",
    "parameter_reserved_refused": "the {place} parameter {name} is always escaped now",
}


def turned(difference: Difference) -> Difference | None:
    """The same of a request that the server sends; None if that is nothing."""
    kind = _TURNED.get(difference.kind, difference.kind)
    if difference.side.word or kind == difference.kind:
        return difference
    told = difference.told
    if kind == "call_narrowed":
        told = (("what", _WORDS[difference.kind].format_map(dict(told))),)
    elif kind == "call_parameter_removed" and difference.base.value.get("required") is not True:
        kind = "optional_call_parameter_removed"
    return difference._replace(kind=kind, told=told) if kind else None
