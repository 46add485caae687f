"""The documents of a Django site that is set up: drf-spectacular's, and each of django-ninja."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any


def site_documents(
    ninja: Callable[[Any], Any], plain: Callable[[Any, str, str], Any]
) -> dict[str, Callable[[], Any]]:
    """What makes each document, by what a user would call it."""
    from django.apps import apps
    from django.urls import get_resolver

    found: dict[str, Callable[[], Any]] = {}
    if apps.is_installed("drf_spectacular"):
        found["drf-spectacular"] = functools.partial(_spectacular, plain)
    for api in _apis(get_resolver().url_patterns):
        name = f"django-ninja {api.title} {api.version} {api.urls_namespace}"
        found[name] = functools.partial(ninja, api)
    return found


def _spectacular(plain: Callable[[Any, str, str], Any]) -> Any:
    from drf_spectacular.settings import spectacular_settings

    generator = spectacular_settings.DEFAULT_GENERATOR_CLASS()
    schema = generator.get_schema(request=None, public=True)
    return plain(schema, "rest_framework.utils.encoders", "JSONEncoder")


def _apis(patterns: Any) -> Iterator[Any]:
    """Each API once: django-ninja hands it to the views of its own pages."""
    seen = []
    waiting = list(patterns)
    while waiting:
        pattern = waiting.pop(0)
        waiting += getattr(pattern, "url_patterns", [])
        view = getattr(pattern, "callback", None)
        while view is not None and not isinstance(view, functools.partial):
            view = getattr(view, "__wrapped__", None)
        api = view.keywords.get("api") if view is not None else None
        if api is not None and hasattr(api, "get_openapi_schema") and api not in seen:
            seen.append(api)
            yield api
