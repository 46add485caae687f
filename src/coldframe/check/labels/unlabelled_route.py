"""A route of a feature does not say that it is a preview.

Whoever builds on a route reads the OpenAPI document, not the code.  Known are the routes of
FastAPI, Starlette and Flask that the feature's own code defines; their summary, description, tags
and docstring are read, and those of their router.  What is left out of the document needs no label.
Routes that the feature claims are labelled if stable code uses one of ``coldframe.runtime.labels``
for REST.  The URL itself must not say it: it has to survive the promotion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.check.surface.definition import Definition
    from coldframe.declare.feature import Feature

RULE = Rule(
    name="unlabelled_route",
    family="labels",
    why="Clients are written against the routes they find in the API's description: without the"
    " label somebody's product depends on one that may change tomorrow.",
    hint="Say it in the docstring, the description or a tag of the route, or let"
    " coldframe.runtime.labels do it for all routes in claims.routes.",
)

_PACKAGE = "coldframe.runtime.labels"
# Stable code that imports one of these has the runtime label what is claimed.
_LABELLING = regex(
    r"coldframe\.runtime\.labels(?:\.|\s+import\s[\w\s,()]*?\b)(?:asgi|openapi|wsgi)\b"
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per route."""
    if not host.declared:
        return
    from coldframe.check.labels.told import untold
    from coldframe.check.surface.definition import ROUTE

    by_runtime: bool | None = None
    for feature, path, route in untold(host, ROUTE):
        if route.tool != "a web framework":
            continue  # Django and Neutron tell about a route elsewhere than beside it
        if _claimed(feature, route):
            by_runtime = _labels_by_runtime(host) if by_runtime is None else by_runtime
            if by_runtime:
                continue
        yield RULE.at(
            path,
            route.line,
            f"route {route.names[0]} of {feature.name} says {host.settings.label} nowhere in the"
            " API's description",
            feature=feature.name,
        )


def _claimed(feature: Feature, route: Definition) -> bool:
    from coldframe.declare.claimed_routes import claim_matches

    declaration = feature.declaration
    return declaration is not None and any(
        claim_matches(claim, name) for name in route.names for claim in declaration.claims.routes
    )


def _labels_by_runtime(host: Host) -> bool:
    """Whether stable code has the runtime label what is claimed."""
    return any(
        _LABELLING.search(host.tree.read(path).decode("utf-8", "replace"))
        for path in host.tree.search([_PACKAGE], suffix=".py")
        if host.feature_of(path) is None and not host.places.is_test(path)
    )
