"""The public names of a feature, with what calls of them must give.

They are those of ``__all__`` in any of its modules; for the module that is the feature itself (a
package's ``__init__.py``), without ``__all__``, all names that do not begin with an underscore and
are defined there or imported from the feature's own modules.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.prove.public.thing import Thing

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.surface.reading import Module
    from coldframe.declare.feature import Feature

NAME = "name"
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public_names(host: Host, feature: Feature, code: Sequence[str]) -> Iterator[Thing]:
    """Each public function and class, and the public methods of those classes."""
    top = f"{feature.path}/__init__.py" if feature.is_package else feature.path
    for path in code:
        module = host.surface.module(path)
        if module is None:
            continue
        listed = _all(module)
        if listed is None and path != top:
            continue
        name = _module_name(feature, path)
        for word, node, where in _defined(host, feature, path, module):
            if word in listed if listed is not None else not word.startswith("_"):
                yield from _things(f"{name}.{word}", node, where, name)


def _all(module: Module) -> list[str] | None:
    """What ``__all__`` lists, as far as it is written out; None if there is none."""
    value = module.constants.get("__all__")
    if not isinstance(value, ast.List | ast.Tuple):
        return None
    texts = [item.value for item in value.elts if isinstance(item, ast.Constant)]
    return [text for text in texts if isinstance(text, str)]


def _module_name(feature: Feature, path: str) -> str:
    if not feature.is_package:
        return feature.module
    inside = path[len(feature.path) + 1 :].removesuffix(".py").replace("/", ".")
    inside = inside.removesuffix("__init__").rstrip(".")
    return f"{feature.module}.{inside}" if inside else feature.module


def _defined(
    host: Host, feature: Feature, path: str, module: Module
) -> Iterator[tuple[str, Definition, str]]:
    """Name, definition and file of what is defined in a module, or imported from the feature."""
    for node in module.tree.body:
        if isinstance(node, Definition):
            yield node.name, node, path
        elif isinstance(node, ast.ImportFrom):
            source = _source(host, feature, path, node)
            other = host.surface.module(source) if source else None
            if other is None or source == path:
                continue
            there = {n.name: n for n in other.tree.body if isinstance(n, Definition)}
            for alias in node.names:
                if alias.name in there:
                    yield alias.asname or alias.name, there[alias.name], source


def _source(host: Host, feature: Feature, path: str, node: ast.ImportFrom) -> str:
    """The file of the feature that an import in ``path`` is from, or ``""``."""
    if node.level:
        folder = path.split("/")[:-1]
        folder = folder[: len(folder) - node.level + 1]
        base = "/".join([*folder, *(node.module.split(".") if node.module else [])])
    elif node.module and f"{node.module}.".startswith(f"{feature.module}."):
        inside = node.module[len(feature.module) + 1 :].replace(".", "/")
        base = f"{feature.path}/{inside}".rstrip("/")
    else:
        return ""
    for candidate in (f"{base}.py", f"{base}/__init__.py"):
        if feature.owns(candidate) and host.tree.exists(candidate):
            return candidate
    return ""


def _things(name: str, node: Definition, path: str, module: str) -> Iterator[Thing]:
    explained = ast.get_docstring(node, clean=False) is not None
    if not isinstance(node, ast.ClassDef):
        yield _called(name, node, path, module, 0, explained)
        return
    inner = {n.name: n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    if "__init__" in inner:
        yield _called(name, inner["__init__"], path, module, 1, explained)
    else:
        yield Thing(NAME, (name, _last(name)), path, node.lineno, module, explained=explained)
    for word, method in inner.items():
        if not word.startswith("_"):
            decorators = [ast.unparse(one) for one in method.decorator_list]
            own = 0 if "staticmethod" in decorators else 1
            told = ast.get_docstring(method, clean=False) is not None
            yield _called(f"{name}.{word}", method, path, module, own, told)


def _called(
    name: str,
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    path: str,
    module: str,
    own: int,
    explained: bool,
) -> Thing:
    """A function; its first ``own`` parameters are not given by callers."""
    given = [*node.args.posonlyargs, *node.args.args][own:]
    optional = len(node.args.defaults)
    names = [one.arg for one in given]
    needs = names[: max(len(names) - optional, 0)]
    for one, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
        names.append(one.arg)
        if default is None:
            needs.append(one.arg)
    if node.args.vararg:
        names.append("*")
    if node.args.kwarg:
        names.append("**")
    return Thing(
        NAME,
        (name, _last(name)),
        path,
        node.lineno,
        module,
        tuple(needs),
        tuple(names),
        explained,
    )


def _last(name: str) -> str:
    return name.rpartition(".")[2]
