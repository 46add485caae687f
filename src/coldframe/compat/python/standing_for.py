"""What a name in an annotation or a default stands for: an alias of a type, a private constant."""

from __future__ import annotations

from typing import Any

import griffe

# What a type begins with that is given a name of its own.
_MADE_OF = frozenset(
    ("Union", "Optional", "Literal", "Callable", "Annotated", "Type", "List", "Dict", "Set",
     "FrozenSet", "Tuple", "Sequence", "Mapping", "MutableMapping", "MutableSequence", "Iterable",
     "Iterator", "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "Collection",
     "Generator", "list", "dict", "set", "frozenset", "tuple", "type")
)  # fmt: skip


def alias_meaning(name: Any, seen: tuple[str, ...]) -> tuple[str, Any] | None:
    """The alias of a type that ``name`` leads to, with what it stands for.

    None for all else, for one with parameters of its own, and for those in ``seen``, which would
    stand for themselves.
    """
    found = _found(name)
    if found is None or found.path in seen or not found.parent.is_module:
        return None
    if found.is_type_alias:
        return None if found.type_parameters else (found.path, found.value)
    if not found.is_attribute or found.value is None:
        return None
    if found.annotation is not None:
        said = str(found.annotation).rpartition(".")[2] == "TypeAlias"
    else:
        said = _is_type(found.value)
    return (found.path, found.value) if said else None


def private_value(name: Any) -> Any:
    """The value of the constant that ``name`` leads to, if its name is private; else nothing.

    Callers cannot name it, so what it holds is all that they see.
    """
    found = _found(name)
    if found is None or not found.is_attribute or not found.name.startswith("_"):
        return None
    return found.value


def _found(name: Any) -> Any:
    """What a name leads to in the tree."""
    first = name
    while isinstance(first, griffe.ExprAttribute):
        first = first.first
    if not isinstance(name, griffe.ExprName | griffe.ExprAttribute) or not isinstance(
        first, griffe.ExprName
    ):
        return None
    scope = first.parent
    if scope is None or isinstance(scope, griffe.Expr | str):
        return None
    try:
        found = scope.modules_collection.get_member(name.canonical_path)
        return found.final_target if found.is_alias else found
    except (KeyError, ValueError, griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None


def _is_type(value: Any) -> bool:
    if isinstance(value, griffe.ExprBinOp):
        return value.operator == "|" and all(map(_may_be_type, (value.left, value.right)))
    if not isinstance(value, griffe.ExprSubscript):
        return False
    return str(value.left).rpartition(".")[2] in _MADE_OF


def _may_be_type(value: Any) -> bool:
    if isinstance(value, griffe.ExprName | griffe.ExprAttribute):
        return str(value).rpartition(".")[2][:1].isupper() or str(value) in _BUILT_IN
    return value == "None" or _is_type(value)


_BUILT_IN = frozenset({"int", "str", "float", "bool", "bytes", "complex", "list", "dict", "set",
                       "tuple", "frozenset", "type", "object"})  # fmt: skip
