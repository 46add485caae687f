"""What an object is: an application of ASGI or WSGI, perhaps in layers of middleware."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

ASGI, WSGI = "asgi", "wsgi"
_INNER = ("app", "_app", "wsgi_app", "asgi_app", "application", "wrapped")
_DEEPEST = 20
_KNOWN = {
    "flask.Flask": WSGI,
    "django.WSGIHandler": WSGI,
    "django.ASGIHandler": ASGI,
    "starlette.Starlette": ASGI,
}


def names_of(value: Any) -> set[str]:
    """The classes of ``value``, each as the top package and the name: ``flask.Flask``."""
    return {f"{c.__module__.partition('.')[0]}.{c.__name__}" for c in type(value).__mro__}


def layers(value: Any) -> Iterator[Any]:
    """``value`` and what it wraps, from the outside in; a method stands for its object."""
    seen: list[Any] = []
    waiting = [value]
    while waiting and len(seen) < _DEEPEST:
        value = waiting.pop(0)
        if value is None or any(value is each for each in seen):
            continue
        seen.append(value)
        yield value
        held = getattr(value, "__dict__", {})
        waiting += [held[name] for name in _INNER if name in held]
        if inspect.ismethod(value):
            waiting.append(value.__self__)


def kind_of(value: Any) -> str:
    """``asgi``, ``wsgi``, or nothing for what is no application."""
    for name in names_of(value):
        if name in _KNOWN:
            return _KNOWN[name]
    if not callable(value) or isinstance(value, type):
        return ""
    if inspect.iscoroutinefunction(value) or inspect.iscoroutinefunction(type(value).__call__):
        return ASGI
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return ""
    needed = [p for p in parameters if p.default is p.empty and p.kind <= p.POSITIONAL_OR_KEYWORD]
    return {3: ASGI, 2: WSGI}.get(len(needed), "")


def servable(value: Any) -> Any:
    """The outermost layer of ``value`` that is an application; None if there is none."""
    if "ninja.NinjaAPI" in names_of(value):
        from django.core.wsgi import get_wsgi_application  # the API is part of its site

        return get_wsgi_application()
    return next((layer for layer in layers(value) if kind_of(layer)), None)
