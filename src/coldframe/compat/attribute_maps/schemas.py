"""What validators and converters of neutron-lib take, as JSON Schema.

The names are those of ``neutron_lib.api.validators`` and ``neutron_lib.api.converters``.  A value
is converted first and validated then, so a converter that takes None makes it allowed.
"""

from __future__ import annotations

from typing import Any

from coldframe.compat.attribute_maps.values import Unknown

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_UUID: Schema = {"type": "string", "format": "uuid"}
_OBJECTS: Schema = {"type": "array", "items": {"type": "object"}}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_UUIDS: Schema = {"type": "array", "items": _UUID}
_PLAIN: dict[str, Schema] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "non_negative": {"type": "integer", "minimum": 0},
    "uuid": _UUID,
    "uuid_list": _UUIDS,
    "uuid_list_non_empty": {**_UUIDS, "minItems": 1},
    "ip_address": {"type": "string", "format": "ipvanyaddress"},
    "port_range": {"type": ["integer", "string", "null"]},
    **dict.fromkeys(
        ("subnet", "ip_or_subnet", "mac_address", "ethertype", "subnetpool_id", "dns_host_name",
         "dns_domain_name", "fip_dns_host_name", "service_plugin_type"), _TEXT
    ),
    **dict.fromkeys(
        ("subnet_list", "list_of_subnets", "nameservers", "list_of_unique_strings",
         "list_of_subnet_service_types", "availability_zone_hint_list"), _TEXTS
    ),
    **dict.fromkeys(
        ("fixed_ips", "hostroutes", "ip_pools", "subports", "allowed_address_pairs",
         "network_segments", "list_of_dict", "list_of_any_key_specs"), _OBJECTS
    ),
}  # fmt: skip
_CONVERTED: dict[str, Schema] = {
    "convert_to_boolean": {"type": "boolean"},
    "convert_to_boolean_if_not_none": {"type": ["boolean", "null"]},
    "convert_to_int": {"type": "integer"},
    "convert_to_int_if_not_none": {"type": ["integer", "null"]},
    "convert_none_to_empty_list": {"type": ["array", "null"]},
    "convert_none_to_empty_dict": {"type": ["object", "null"]},
}
_TAKES_NONE = ("convert_none_to_", "convert_to_list", "convert_to_mac_if_none")
_NO_VALUE = ("_or_none", "_or_nodata")


def schema_of(told: dict[Any, Any]) -> Schema | None:
    """What an attribute takes; None if that cannot be told."""
    converter = told.get("convert_to") or told.get("convert_list_to")
    name = converter.name if isinstance(converter, Unknown) else ""
    rules = told.get("validate")
    if rules is None:
        return _CONVERTED.get(name, {})
    found = _of_rules(rules)
    if found is not None and name.startswith(_TAKES_NONE):
        return _nullable(found)
    return found


def _of_rules(rules: Any) -> Schema | None:
    if not isinstance(rules, dict):
        return None
    parts = []
    for rule, given in rules.items():
        if not isinstance(rule, str):
            return None
        if rule.startswith("type:"):
            part = _of_rule(rule.removeprefix("type:"), given)
            if part is None:
                return None
            parts.append(part)
    return parts[0] if len(parts) == 1 else {"allOf": parts} if parts else {}


def _of_rule(rule: str, given: Any) -> Schema | None:
    for suffix in _NO_VALUE:
        if rule.endswith(suffix):
            found = _of_rule(rule.removesuffix(suffix), given)
            return None if found is None else _nullable(found)
    if isinstance(given, Unknown):
        return None
    if rule in _PLAIN:
        return _PLAIN[rule]
    if rule in ("string", "name_not_default"):
        return _sized(given, 0)
    if rule in ("not_empty_string", "oneline_not_empty_string"):
        return _sized(given, 1)
    if rule == "values":
        return _one_of(given)
    if rule == "range":
        return _within(given)
    if rule in ("regex", "list_of_regex"):
        one = {**_TEXT, "pattern": f"^(?:{given})"} if isinstance(given, str) else None
        return {"type": "array", "items": one} if one and rule == "list_of_regex" else one
    if rule in ("dict", "dict_or_empty"):
        return _object(given)
    return None


def _sized(longest: Any, shortest: int) -> Schema | None:
    found: Schema = {**_TEXT, "minLength": shortest} if shortest else dict(_TEXT)
    if longest is None:
        return found
    if not isinstance(longest, int):
        return None
    return {**found, "maxLength": longest}


def _one_of(given: Any) -> Schema | None:
    if not isinstance(given, list) or not given:
        return None
    known = all(each is None or isinstance(each, str | int | float) for each in given)
    return {"enum": given} if known else None


def _within(given: Any) -> Schema | None:
    if not isinstance(given, list) or len(given) != 2:
        return None
    if not all(each is None or isinstance(each, int | float) for each in given):
        return None
    found: Schema = {"type": "integer"}
    for word, limit in zip(("minimum", "maximum"), given, strict=True):
        if limit is not None:
            found[word] = limit
    return found


def _object(given: Any) -> Schema | None:
    """An object with the keys that are named; others are taken, too."""
    if given is None:
        return {"type": "object"}
    if not isinstance(given, dict):
        return None
    properties, required = {}, []
    for name, rules in given.items():
        part = _of_rules(rules) if isinstance(name, str) else None
        if part is None:
            return None
        properties[name] = part
        if rules.get("required") is True:
            required.append(name)
    return {"type": "object", "properties": properties, "required": sorted(required)}


def _nullable(schema: Schema) -> Schema:
    if "enum" in schema:
        return {"enum": [*schema["enum"], *([] if None in schema["enum"] else [None])]}
    types = schema.get("type")
    if types is None:
        return {"anyOf": [schema, {"type": "null"}]} if schema else schema
    listed = types if isinstance(types, list) else [types]
    return {**schema, "type": listed if "null" in listed else [*listed, "null"]}
