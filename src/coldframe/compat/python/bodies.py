"""What only the bodies of functions tell: what they raise, yield, call and warn of."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_DEPRECATED = ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning")


class Body(NamedTuple):
    """``raises`` and ``calls`` are dotted names as they are written, in order.

    ``calls`` has private helpers only (``_check``, ``self._check``); ``warns`` says that every
    call warns that this is deprecated, ``extends`` that it calls the ancestor's of the same name.
    """

    raises: tuple[str, ...]
    calls: tuple[str, ...]
    yields: bool
    warns: bool
    extends: bool = False


def read_body(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Body:
    """What the body of ``node`` does itself; functions defined in it are others."""
    raises: dict[str, None] = {}
    calls: dict[str, None] = {}
    yields = extends = False
    for one, caught in _walk(node.body, ()):
        if isinstance(one, ast.Raise) and one.exc is not None:
            name = _dotted(one.exc.func if isinstance(one.exc, ast.Call) else one.exc)
            last = name.rpartition(".")[2]
            if last[:1].isupper() and not {last, "Exception", "BaseException"} & set(caught):
                raises[name] = None
        elif isinstance(one, ast.Yield | ast.YieldFrom):
            yields = True
        elif isinstance(one, ast.Call):
            name = _dotted(one.func)
            extends = extends or _calls_ancestor(one.func, node.name)
            bare = name.removeprefix("self.").removeprefix("cls.")
            if bare.startswith("_") and "." not in bare and not bare.startswith("__"):
                calls[name] = None
    return Body(tuple(raises), tuple(calls), yields, any(map(_warns, node.body)), extends)


def _walk(nodes: list[ast.stmt], caught: tuple[str, ...]) -> Iterator[tuple[ast.AST, list[str]]]:
    """Every node below, with the names of the exceptions that are caught around it."""
    waiting: list[tuple[ast.AST, tuple[str, ...]]] = [(one, caught) for one in nodes]
    while waiting:
        node, around = waiting.pop()
        yield node, list(around)
        if isinstance(node, _SCOPES):
            continue
        if isinstance(node, ast.Try):
            inside = (*around, *(name for each in node.handlers for name in _names(each)))
            waiting += [(one, inside) for one in node.body]
            waiting += [(one, around) for one in (*node.orelse, *node.finalbody, *node.handlers)]
        else:
            waiting += [(one, around) for one in ast.iter_child_nodes(node)]


def _names(handler: ast.ExceptHandler) -> list[str]:
    """What a handler keeps to itself; nothing if it raises again."""
    if any(isinstance(one, ast.Raise) and one.exc is None for one in ast.walk(handler)):
        return []
    if handler.type is None:
        return ["BaseException"]
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [_dotted(each).rpartition(".")[2] for each in types]


def _calls_ancestor(called: ast.expr, word: str) -> bool:
    """Whether this is ``super().word``."""
    if not isinstance(called, ast.Attribute) or called.attr != word:
        return False
    owner = called.value
    return isinstance(owner, ast.Call) and _dotted(owner.func) == "super"


def _warns(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    call = statement.value
    if _dotted(call.func).rpartition(".")[2] not in ("warn", "warn_deprecated"):
        return False
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(_dotted(one).rpartition(".")[2] in _DEPRECATED for one in given)


def _dotted(node: ast.AST) -> str:
    """``a.b.c``, or nothing where it is no plain name."""
    words: list[str] = []
    while isinstance(node, ast.Attribute):
        words.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(words)])
