"""Griffe's objects as entries: functions and attributes."""

from __future__ import annotations

from typing import Any

import griffe

from coldframe.compat.python.annotation import default_text, type_text, value_text
from coldframe.compat.python.documented import Documented, documented
from coldframe.compat.python.entry import (
    ATTRIBUTE,
    EITHER,
    FUNCTION,
    KEYWORD,
    METHOD,
    MORE,
    MORE_KEYWORDS,
    POSITIONAL,
    PROPERTY,
    Entry,
    Parameter,
    Signature,
)
from coldframe.compat.python.reading import BODY

_KINDS = {
    griffe.ParameterKind.positional_only: POSITIONAL,
    griffe.ParameterKind.positional_or_keyword: EITHER,
    griffe.ParameterKind.var_positional: MORE,
    griffe.ParameterKind.keyword_only: KEYWORD,
    griffe.ParameterKind.var_keyword: MORE_KEYWORDS,
}
# Decorators that change what callers and heirs may do, by the last part of their names.
_FLAGS = {
    "abstractmethod": "abstract",
    "abstractproperty": "abstract",
    "final": "final",
    "classmethod": "classmethod",
    "staticmethod": "staticmethod",
    "deprecated": "deprecated",
    "contextmanager": "context manager",
    "asynccontextmanager": "async context manager",
    "runtime_checkable": "runtime checkable",
    "fixture": "fixture",
}


def function_entry(function: griffe.Function, path: str, word: str = "preview") -> Entry:
    """A function or method.  ``path`` is its file; ``word`` the host's label of previews."""
    told = documented(function.docstring, word)
    flags = {_FLAGS[last] for last in decorators(function) if last in _FLAGS}
    body = function.extra[BODY].get("body")
    if "async" in function.labels:
        flags.add("async")
    if body is not None:
        if body.yields and not flags & {"context manager", "async context manager", "fixture"}:
            flags.add("generator")
        if body.extends:
            flags.add("extends")
        if body.warns:
            flags.add("deprecated")
    if told.deprecated:
        flags.add("deprecated")
    if not function.lineno:
        flags.add("made")  # by a decorator or an ancestor, from the fields of the class
    is_method = function.parent is not None and function.parent.is_class
    bound = is_method and "staticmethod" not in flags
    return Entry(
        name=function.path,
        kind=METHOD if is_method else FUNCTION,
        path=path,
        line=function.lineno or (function.parent.lineno if function.parent else 0) or 0,
        signature=_signature(function, bound, told),
        overloads=tuple(_signature(each, bound, Documented()) for each in function.overloads or ()),
        flags=tuple(sorted(flags)),
        raises=tuple(sorted({*raised(function), *(_resolved(function, n) for n in told.raises)})),
        stage=told.stage,
    )


def attribute_entry(attribute: griffe.Attribute, path: str, word: str = "preview") -> Entry:
    """An attribute of a module or class, or a property."""
    labels = attribute.labels
    is_property = "property" in labels
    told = documented(attribute.docstring, word)
    flags = {_FLAGS[last] for last in decorators(attribute) if last in _FLAGS}
    flags |= {each for each in ("writable", "deletable") if each in labels}
    if is_property and attribute.setter is not None:
        flags.add("writable")
    if "cached" in labels:
        flags |= {"cached", "writable"}
    if told.deprecated:
        flags.add("deprecated")
    own = "instance-attribute" in labels and "class-attribute" not in labels
    if own and attribute.annotation is None and attribute.docstring is None:
        flags.add("assigned")
    elif "class-attribute" in labels and attribute.value is not None:
        flags.add("on class")
    annotation = type_text(attribute.annotation)
    if "Final" in str(attribute.annotation or ""):
        flags.add("final")
    return Entry(
        name=attribute.path,
        kind=PROPERTY if is_property else ATTRIBUTE,
        path=path,
        line=attribute.lineno or 0,
        flags=tuple(sorted(flags)),
        type="" if annotation in ("Final", "TypeAlias") else annotation,
        value="" if is_property or own else value_text(attribute.value),
        raises=tuple(sorted(raised(attribute))) if is_property else (),
        stage=told.stage,
    )


def decorators(one: Any) -> list[str]:
    """The last parts of the names of what decorates it."""
    noted = one.extra[BODY].get("decorators")
    if noted is None:
        noted = [str(each.callable_path) for each in getattr(one, "decorators", ())]
    return [each.rpartition(".")[2] for each in noted]


def raised(one: Any, seen: frozenset[str] = frozenset()) -> set[str]:
    """The exceptions that it raises itself, or a private helper beside it that it calls."""
    body = one.extra[BODY].get("body")
    if body is None or one.path in seen:
        return set()
    found = {_resolved(one, name) for name in body.raises}
    for call in body.calls:
        helper = _helper(one, call)
        if helper is not None:
            found |= raised(helper, seen | {one.path})
    return found


def _helper(one: Any, call: str) -> Any:
    owner, _, word = call.rpartition(".")
    around = one.parent if owner else one.module
    member = around.members.get(word) if around is not None else None
    return member if member is not None and not member.is_alias and member.is_function else None


def _resolved(one: Any, name: str) -> str:
    first, dot, rest = name.partition(".")
    try:
        return f"{one.module.resolve(first)}{dot}{rest}"
    except griffe.NameResolutionError:
        return name


def _signature(function: griffe.Function, bound: bool, told: Documented) -> Signature:
    parameters = [
        Parameter(
            name=each.name.lstrip("*"),
            kind=_KINDS[each.kind or griffe.ParameterKind.positional_or_keyword],
            type=type_text(each.annotation),
            default=""
            if each.kind in (griffe.ParameterKind.var_positional, griffe.ParameterKind.var_keyword)
            else default_text(each.default),
            stage=told.parameters.get(each.name.lstrip("*"), ""),
        )
        for each in function.parameters
    ]
    if bound and parameters and parameters[0].kind in (POSITIONAL, EITHER):
        parameters = parameters[1:]
    # By PEP 484, two underscores in front were the way to say "by position only".
    parameters = [
        each._replace(kind=POSITIONAL)
        if each.kind == EITHER and each.name.startswith("__") and not each.name.endswith("__")
        else each
        for each in parameters
    ]
    return Signature(tuple(parameters), type_text(function.returns))
