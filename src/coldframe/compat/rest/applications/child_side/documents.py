"""Finds the OpenAPI document of an application: asks the framework, or the application itself."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from .applications import layers, names_of, servable
from .asking import asked
from .django import site_documents
from .telling import Problem

LARGEST = 60_000_000  # characters


def _openapi(value: Any) -> Any:
    return value.openapi()


def _ninja(api: Any) -> Any:
    return _plain(api.get_openapi_schema(), "ninja.responses", "NinjaJSONEncoder")


def _to_dict(spec: Any) -> Any:
    return spec.to_dict()


def _of_api(api: Any) -> Any:
    return api.spec.to_dict()


def _spec(value: Any) -> Any:
    return value.spec


def _api_doc(app: Any) -> Any:
    return app.api_doc


def _connexion(api: Any) -> Any:
    """Under the address that it is served at, as connexion itself shows it."""
    specification = api.specification
    return (specification.with_base_path(api.base_path) if api.base_path else specification).raw


def _to_schema(app: Any) -> Any:
    return app.openapi_schema.to_schema()


_HOLDERS: dict[str, Callable[[Any], Any]] = {
    "fastapi.FastAPI": _openapi,
    "ninja.NinjaAPI": _ninja,
    "apispec.APISpec": _to_dict,
    "flask_smorest.Api": _of_api,
    "spectree.SpecTree": _spec,
    "flask_openapi3.OpenAPI": _api_doc,
    "apiflask.APIFlask": _spec,
    "litestar.Litestar": _to_schema,
}


def document_of(target: Any, module: str) -> dict[str, Any]:
    """``document`` (a value) or ``text`` (JSON or YAML) of the one document that is found."""
    if isinstance(target, dict):
        return _sized(target)
    tried = []
    for layer in layers(target):
        for name in sorted(names_of(layer)):
            if name in _HOLDERS:
                return _sized(_HOLDERS[name](layer))
        tried.append(type(layer).__qualname__)
    found = _attached(target)
    if not found:
        application = servable(target)
        answer, paths = asked(application) if application is not None else ("", [])
        if answer:
            return _sized(answer)
        found = _beside(module)
        if paths:
            tried.append("the addresses " + ", ".join(paths[:8]))
    if len(found) > 1:
        raise Problem(
            "it has several documents: " + ", ".join(found),
            "Name the object that holds one of them: module:object; or write it to a file.",
        )
    for take in found.values():
        return _sized(take())
    raise Problem(
        "no OpenAPI document is found",
        f"Tried: {', '.join(tried)}. Name the object that holds it (an APISpec, an Api, a"
        " dictionary), or write the document to a file and name that.",
    )


def _attached(target: Any) -> dict[str, Callable[[], Any]]:
    """What extensions of the application have, by what a user would call it."""
    found: dict[str, Callable[[], Any]] = {}
    for layer in layers(target):
        known = getattr(layer, "extensions", None)
        held = known.get("flask-smorest") if isinstance(known, dict) else None
        if isinstance(held, dict):
            apis = held.get("apis", {None: held})
            for prefix, each in apis.items():
                api = each.get("ext_obj")
                if api is not None:
                    found[f"flask-smorest {prefix or ''}".strip()] = partial(_of_api, api)
        for api in getattr(getattr(layer, "middleware", None), "apis", None) or ():
            specification = getattr(api, "specification", None)
            if "connexion.Specification" in names_of(specification):
                found[f"connexion {api.base_path or ''}".strip()] = partial(_connexion, api)
        if names_of(layer) & {"django.WSGIHandler", "django.ASGIHandler"}:
            found.update(site_documents(_ninja, _plain))
    return found


def _beside(module: str) -> dict[str, Callable[[], Any]]:
    """Documents in variables of the application's own module."""
    found: dict[str, Callable[[], Any]] = {}
    for name, value in vars(sys.modules[module]).items():
        for known in sorted(names_of(value) & set(_HOLDERS)):
            found[f"{module}:{name}"] = partial(_HOLDERS[known], value)
    return found


def _plain(value: Any, module: str, encoder: str) -> str:
    import json

    return json.dumps(value, cls=getattr(importlib.import_module(module), encoder))


def _sized(value: Any) -> dict[str, Any]:
    import json

    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        try:
            value = json.dumps(value, default=str)
        except (TypeError, ValueError, RecursionError) as error:
            raise Problem(
                f"the document cannot be written as JSON: {error}",
                "Mend what the application puts into it.",
            ) from None
    if len(value) > LARGEST:
        raise Problem(
            f"the document has more than {LARGEST:,} characters",
            "Split it into one document per service.",
        )
    return {"text": value}
