"""Differences between the credentials that two operations ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coldframe.compat.rest.differences.difference import OPERATION, Difference
from coldframe.compat.rest.operations import Operation, Surface
from coldframe.compat.rest.schema import key_of

# One way to be let in: scheme and scopes, all of them together.
Way = dict[str, frozenset[str]]


def security_differences(
    old: Operation, new: Operation, base: Surface, head: Surface
) -> Iterator[Difference]:
    """Whether everybody who was let in is let in still."""
    called = _renamed(base, head)
    before, after = _ways(old, base), _ways(new, head, called)
    if before == after:
        return

    def differ(kind: str, **told: str) -> Difference:
        return Difference(kind, OPERATION, old.node, new.node, tuple(told.items()))

    open_before, open_after = {} in before, {} in after
    if open_before and not open_after:
        yield differ("credentials_required", new=" or ".join(_text(way) for way in after))
        return
    if open_after and not open_before:
        yield differ("credentials_lifted")
        return
    scoped = {
        called.get(name, name)
        for name, node in _schemes(head).items()
        if node.value.get("type") in ("oauth2", "openIdConnect")
    }
    for way in before:
        if any(_enough(way, other) for other in after):
            continue
        alike = next((other for other in after if other.keys() == way.keys()), None)
        if alike is None:
            yield differ("credentials_changed", old=_text(way))
            continue
        for scheme, scopes in alike.items():
            kind = "scope_required" if scheme in scoped else "role_required"
            for scope in sorted(scopes - way[scheme]):
                yield differ(kind, name=scope, scheme=scheme)
    for way in after:
        if not any(_enough(other, way) or way.keys() == other.keys() for other in before):
            yield differ("credentials_added", new=_text(way))


def scheme_differences(base: Surface, head: Surface) -> Iterator[Difference]:
    """What has become of the security schemes that both documents have."""
    used = {
        scheme
        for operation in base.operations.values()
        for way in _ways(operation, base)
        for scheme in way
    }
    old, new = _schemes(base), _schemes(head)
    for name, one in old.items():
        if name not in new or name not in used:
            continue
        other = new[name]
        was, now = _identity(one.value), _identity(other.value)
        if was != now:
            yield Difference(
                "scheme_changed", OPERATION, one, other,
                (("name", name), ("old", was), ("new", now)),
            )  # fmt: skip
            continue
        flows = one.value.get("flows") or {}
        others = other.value.get("flows") or {}
        for flow, value in flows.items():
            if flow not in others:
                yield Difference(
                    "flow_removed", OPERATION, one, other, (("name", name), ("what", flow))
                )
                continue
            for word, what in (
                ("authorizationUrl", "authorization"),
                ("tokenUrl", "tokens"),
                ("refreshUrl", "renewal of tokens"),
            ):
                if word in value and value[word] != others[flow].get(word):
                    yield Difference(
                        "token_address_changed", OPERATION, one, other,
                        (
                            ("name", name), ("what", what),
                            ("old", str(value.get(word))), ("new", str(others[flow].get(word))),
                        ),
                    )  # fmt: skip


def _schemes(surface: Surface) -> dict[str, Any]:
    components = surface.references.root.get("components")
    if components is None:
        return {}
    return {
        name: surface.references.object(node)
        for name, node in components.children("securitySchemes").items()
    }


def _identity(value: dict[str, Any]) -> str:
    """What a scheme is, in words: two that read the same are the same for callers."""
    kind = value.get("type")
    if kind == "apiKey":
        return f"a key in {value.get('in')} {value.get('name')}"
    if kind == "http":
        return f"http {str(value.get('scheme')).lower()}"
    if kind == "openIdConnect":
        return f"OpenID Connect at {value.get('openIdConnectUrl')}"
    return str(kind)


def _renamed(base: Surface, head: Surface) -> dict[str, str]:
    """What schemes of the head were called in the base, where each is the only one of its sort.

    Callers never see the names: they are keys within the document.
    """
    old, new = _schemes(base), _schemes(head)
    gone = [name for name in old if name not in new]
    fresh = [name for name in new if name not in old]
    found = {}
    for name in fresh:
        sort = _sort(new[name].value)
        alike = [each for each in gone if _sort(old[each].value) == sort]
        rivals = [each for each in fresh if _sort(new[each].value) == sort]
        if len(alike) == len(rivals) == 1:
            found[name] = alike[0]
    return found


def _sort(value: dict[str, Any]) -> tuple[str, str]:
    """What a scheme is, with all that callers need to know to use it, but for scopes."""
    flows = value.get("flows")
    plain = {
        flow: {word: each for word, each in told.items() if word != "scopes"}
        for flow, told in (flows if isinstance(flows, dict) else {}).items()
        if isinstance(told, dict)
    }
    return _identity(value), key_of(plain)


def _ways(
    operation: Operation, surface: Surface, called: Mapping[str, str] | None = None
) -> list[Way]:
    written = operation.node.value.get("security", surface.document.value.get("security"))
    ways = []
    for each in written if isinstance(written, list) else []:
        if isinstance(each, dict):
            ways.append(
                {
                    (called or {}).get(str(scheme), str(scheme)): frozenset(
                        map(str, scopes if isinstance(scopes, list) else ())
                    )
                    for scheme, scopes in each.items()
                }
            )
    return ways or [{}]


def _enough(credentials: Way, asked: Way) -> bool:
    """Whether who has ``credentials`` has all that is ``asked``."""
    return all(
        scheme in credentials and scopes <= credentials[scheme] for scheme, scopes in asked.items()
    )


def _text(way: Way) -> str:
    return " and ".join(way) or "nothing"
