"""The routes that a module serves.

Known: decorators and ``add_*route`` calls of FastAPI, Starlette and Flask with the prefix
of a router or blueprint made in the same module, Django's ``path`` and ``re_path``, and the
keys of Neutron's ``RESOURCE_ATTRIBUTE_MAP`` (served below ``/v2.0``, dashes for
underscores, below ``API_PREFIX`` if the module has one).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coldframe.check.surface.definition import ROUTE, Definition
from coldframe.check.surface.reading import Module, dotted, keyword, last_name

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
    prefixes = dict(_prefixes(module))
    for node, _around in module.sites:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and last_name(decorator.func) in _VERBS:
                    yield from _served(module, decorator, prefixes)
        elif isinstance(node, ast.Call):
            if last_name(node.func) in _ADDERS and isinstance(node.func, ast.Attribute):
                yield from _served(module, node, prefixes)
            elif dotted(node.func) in ("path", "re_path", "urls.path", "urls.re_path"):
                yield from _django(module, node)
    yield from _neutron(module)


def _prefixes(module: Module) -> Iterator[tuple[str, str | None]]:
    for node, _around in module.sites:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            if last_name(node.value.func) not in _ROUTERS:
                continue
            given = keyword(node.value, "prefix", "url_prefix")
            prefix = "" if given is None else module.text(given)
            for target in node.targets:
                yield dotted(target), prefix


def _served(
    module: Module, call: ast.Call, prefixes: dict[str, str | None]
) -> Iterator[Definition]:
    where = call.args[0] if call.args else keyword(call, "path", "rule")
    path = module.text(where)
    owner = dotted(call.func).rpartition(".")[0]
    prefix = prefixes.get(owner, "")
    if path is None or prefix is None or not (prefix + path).startswith("/"):
        return
    names = tuple(dict.fromkeys((prefix + path, path))) if prefix else (path,)
    yield Definition(ROUTE, names, call.lineno, "a web framework")


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
