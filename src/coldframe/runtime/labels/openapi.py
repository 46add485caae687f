"""The label in an OpenAPI document (3.0 and newer), whatever framework has made it.

Each operation that a preview feature claims gets ``x-stability-level`` (the label if it is a known
level, else ``preview``), the tag of the feature, and the sentence of the label in its description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any, ParamSpec
from urllib.parse import urlsplit

from coldframe.declare.label import level, mark, sentence
from coldframe.runtime.labels.routes import Routes

if TYPE_CHECKING:
    from coldframe.runtime.inventory import State
    from coldframe.runtime.previews import Previews

P = ParamSpec("P")
LEVEL = "x-stability-level"

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def label_openapi(document: dict[str, Any], previews: Previews) -> dict[str, Any]:
    """Label the operations of preview features in ``document``, and return it.

    Features that are off are labelled as well, if their routes are in the document: it may be
    made for publication.  Claims are compared with a path as it is written, and as it is below
    the path of a server.  To label twice changes nothing.  Raises as `Previews.enabled`.
    """
    routes = Routes(previews)
    states = {state.name: state for state in previews.inventory()}
    bases = list(_bases(document))
    labelled: set[str] = set()
    for path, item in document.get("paths", {}).items():
        names = {name for base in bases for name in routes.of_route(base + path)}
        for name in sorted(names):
            for method in _METHODS:
                if method in item:
                    labelled.add(name)
                    _label(item[method], states[name])
    tags = document.get("tags", [])
    known = {tag["name"] for tag in tags}
    new = [_tag(states[name]) for name in sorted(labelled)]
    new = [tag for tag in new if tag["name"] not in known]
    if new:
        document["tags"] = [*tags, *new]
    return document


def labelled(
    documented: Callable[P, dict[str, Any]], previews: Previews
) -> Callable[P, dict[str, Any]]:
    """``documented``, a function that makes an OpenAPI document, with the label in what it makes.

    It is the hook for ``app.openapi`` of FastAPI, ``api.get_openapi_schema`` of Django Ninja,
    ``spec.to_dict`` of apispec and the post-processing hooks of drf-spectacular.
    """

    def document(*arguments: P.args, **options: P.kwargs) -> dict[str, Any]:
        return label_openapi(documented(*arguments, **options), previews)

    return document


def _bases(document: dict[str, Any]) -> Iterator[str]:
    yield ""
    for server in document.get("servers", ()):
        base = urlsplit(server.get("url", "")).path.rstrip("/")
        if base:
            yield base


def _label(operation: dict[str, Any], state: State) -> None:
    operation[LEVEL] = level(state.label)
    tags = operation.get("tags", [])
    if _tag_name(state) not in tags:
        operation["tags"] = [*tags, _tag_name(state)]
    said = _sentence(state)
    description = operation.get("description") or ""
    if said not in description:
        operation["description"] = f"{said}\n\n{description}" if description else said


def _tag(state: State) -> dict[str, str]:
    text = _sentence(state)
    if state.since:
        text += f" Since {_line(state.since)}"
        text += f", until {_line(state.until)}." if state.until else "."
    if state.feedback:
        text += f" Tell how it works for you: {_line(state.feedback)}"
    return {"name": _tag_name(state), "description": text, LEVEL: level(state.label)}


def _tag_name(state: State) -> str:
    return " ".join(f"{mark(state.label)} {state.title}".split())


def _sentence(state: State) -> str:
    return _line(sentence(state.title, state.label))


def _line(text: str) -> str:
    """One line without HTML: descriptions are Markdown, which lets tags through."""
    return escape(" ".join(text.split()), quote=False)
