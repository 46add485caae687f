"""The routes that a module serves.

Known: decorators and ``add_*route`` calls of FastAPI, Starlette and Flask with the prefix
of a router or blueprint made in the same module, Django's ``path`` and ``re_path``, and the
keys of Neutron's ``RESOURCE_ATTRIBUTE_MAP`` (served below ``/v2.0``, dashes for
underscores, below ``API_PREFIX`` if the module has one).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from coldframe.check.surface.definition import ROUTE, Definition, Words
from coldframe.check.surface.reading import Module, docstring, dotted, is_false, keyword, last_name

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace"}) | {
    "route",
    "api_route",
    "websocket",
    "websocket_route",
}
_ADDERS = frozenset({"add_url_rule", "add_api_route", "add_route", "add_websocket_route"})
_ROUTERS = frozenset({"APIRouter", "Blueprint", "FastAPI", "Flask", "Starlette", "Router"})


def routes(module: Module) -> Iterator[Definition]:
    """Every route whose path can be read."""
    routers = dict(_routers(module))
    for node, _around in module.sites:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and last_name(decorator.func) in _VERBS:
                    told = docstring(node)
                    yield from _served(module, decorator, routers, (told,) if told else ())
        elif isinstance(node, ast.Call):
            if last_name(node.func) in _ADDERS and isinstance(node.func, ast.Attribute):
                yield from _served(module, node, routers, _handler(module, node))
            elif dotted(node.func) in ("path", "re_path", "urls.path", "urls.re_path"):
                yield from _django(module, node)
    yield from _neutron(module)


class _Router(NamedTuple):
    """What a router gives to its routes; ``prefix`` is None if it cannot be read."""

    prefix: str | None = ""
    told: tuple[Words, ...] = ()
    hidden: bool = False


def _routers(module: Module) -> Iterator[tuple[str, _Router]]:
    for node, _around in module.sites:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            call = node.value
            if last_name(call.func) not in _ROUTERS:
                continue
            given = keyword(call, "prefix", "url_prefix")
            prefix = "" if given is None else module.text(given)
            router = _Router(prefix, _told(module, call), _is_hidden(call))
            for target in node.targets:
                yield dotted(target), router


def _served(
    module: Module, call: ast.Call, routers: dict[str, _Router], told: tuple[Words, ...]
) -> Iterator[Definition]:
    where = call.args[0] if call.args else keyword(call, "path", "rule")
    path = module.text(where)
    router = routers.get(dotted(call.func).rpartition(".")[0], _Router())
    if path is None or router.prefix is None or not (router.prefix + path).startswith("/"):
        return
    names = tuple(dict.fromkeys((router.prefix + path, path))) if router.prefix else (path,)
    yield Definition(
        ROUTE,
        names,
        call.lineno,
        "a web framework",
        hidden=router.hidden or _is_hidden(call),
        heading=(*told, *_told(module, call), *router.told),
    )


def _told(module: Module, call: ast.Call) -> tuple[Words, ...]:
    """What a route's or router's own arguments say in the OpenAPI document."""
    given = [keyword(call, name) for name in ("summary", "description", "title", "tags")]
    texts = [g.elts if isinstance(g, ast.List | ast.Tuple) else [g] for g in given if g]
    return tuple(w for text in texts for each in text if (w := module.words(each)) is not None)


def _is_hidden(call: ast.Call) -> bool:
    """Whether it is left out of the OpenAPI document."""
    return is_false(keyword(call, "include_in_schema"))


def _handler(module: Module, call: ast.Call) -> tuple[Words, ...]:
    """The docstring of the function that ``add_route(path, function)`` names, if it is here."""
    named = {dotted(argument) for argument in (*call.args[1:], *(k.value for k in call.keywords))}
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in named:
            told = docstring(node)
            return (told,) if told else ()
    return ()


def _django(module: Module, call: ast.Call) -> Iterator[Definition]:
    path = module.text(call.args[0]) if len(call.args) > 1 else None
    if path is not None:
        bare = path.strip("^$")
        yield Definition(ROUTE, (f"/{bare.lstrip('/')}", bare), call.lineno, "Django")


def _neutron(module: Module) -> Iterator[Definition]:
    table = module.constants.get("RESOURCE_ATTRIBUTE_MAP")
    if not isinstance(table, ast.Dict):
        return
    prefix = module.text(module.constants.get("API_PREFIX")) or ""
    for key in table.keys:
        name = module.text(key) if key is not None else None
        if key is not None and name:
            dashed = name.replace("_", "-")
            names = [f"/v2.0{prefix}/{dashed}", f"/v2.0{prefix}/{name}", f"/v2.0/{name}", name]
            yield Definition(ROUTE, tuple(dict.fromkeys(names)), key.lineno, "Neutron")
