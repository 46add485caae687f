"""Which names of a module are promised, and how firmly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import griffe

from coldframe.compat.python.entry import EXPORTED, IMPORTABLE, PUBLIC

# What nearly every module has, and nobody imports from it.
_LOGGERS = ("getLogger", "get_logger", "KeywordArgumentAdapter")
_MADE = ("TypeVar", "ParamSpec", "TypeVarTuple")


def public_names(module: griffe.Module, package: bool) -> Iterator[tuple[str, Any, str]]:
    """Each public name of ``module`` but its submodules: name, what it is, and the promise.

    With ``__all__``, what that lists is exported, and other public spellings can be imported at
    best.  Without, what a package's ``__init__`` defines or imports from the package itself is
    exported, and what another module defines is public.
    """
    listed = exported(module)
    top = module.path.partition(".")[0]
    member: Any
    for word, member in module.members.items():
        if word == "__all__" or "/" in word or _submodule(module, word, member):
            continue
        if listed is not None and word in listed:
            yield word, member, EXPORTED
            continue
        if word.startswith("_") or _plumbing(member):
            continue
        if member.is_alias:
            if package and f"{member.target_path}.".startswith(f"{top}."):
                yield word, member, EXPORTED if listed is None else IMPORTABLE
        elif listed is not None:
            yield word, member, IMPORTABLE
        else:
            yield word, member, EXPORTED if package else PUBLIC
    for word in sorted((listed or set()) - set(module.members)):
        yield word, None, EXPORTED  # listed, and made in a way that reading does not show


def exported(module: griffe.Module) -> set[str] | None:
    """What ``__all__`` lists, as far as it is written out; None if there is none."""
    if module.exports is None:
        return None
    return {each for each in module.exports if isinstance(each, str)}


def _submodule(module: griffe.Module, word: str, member: Any) -> bool:
    """Whether the name is the module of that name below, which is told as a module."""
    if member.is_alias:
        return bool(member.target_path == f"{module.path}.{word}") and _is_module(member)
    return bool(member.is_module)


def _is_module(member: Any) -> bool:
    try:
        return bool(member.is_module)
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):
        return False


def _plumbing(member: Any) -> bool:
    if member.is_alias or not member.is_attribute or member.value is None:
        return False
    value = member.value
    if not isinstance(value, griffe.ExprCall):
        return False
    called = str(value.function).rpartition(".")[2]
    return called in _LOGGERS or called in _MADE
