"""Griffe's classes as entries: what they are, where they come from, and what they have."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any

import griffe

from coldframe.compat.python.annotation import type_text
from coldframe.compat.python.documented import documented
from coldframe.compat.python.entries import decorators
from coldframe.compat.python.entry import CLASS, Entry

# Ancestors whose members are known, and belong to every heir all the same.
_KNOWN = frozenset(
    ("object", "ABC", "Generic", "Protocol", "NamedTuple", "TypedDict", "Exception", "ValueError",
     "RuntimeError", "TypeError", "KeyError", "BaseException", "enum.Enum", "enum.IntEnum",
     "enum.StrEnum", "enum.Flag", "enum.IntFlag", "abc.ABC", "LookupError", "AttributeError",
     "NotImplementedError", "ImportError", "OSError", "Warning", "UserWarning",
     "DeprecationWarning", "FutureWarning")
)  # fmt: skip
_KINDS = (
    ("enum", ("enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag")),
    ("typed dict", ("TypedDict",)),
    ("protocol", ("Protocol",)),
    ("named tuple", ("NamedTuple",)),
)
# Special methods that nobody calls, or that are not a promise to callers.
_INNER = frozenset(
    ("__init_subclass__", "__post_init__", "__repr__", "__slots__", "__doc__", "__module__",
     "__annotations__", "__all__", "__dict__", "__weakref__", "__del__", "__tablename__",
     "__table_args__", "__mapper_args__", "__abstract__", "__metaclass__")
)  # fmt: skip


def class_entry(one: griffe.Class, path: str, word: str = "preview") -> Entry:
    """A class without its members, which ``members`` gives."""
    ancestors = list(_ancestors(one))
    line_of = [one, *(each for each in ancestors if isinstance(each, griffe.Class))]
    names = [each.path if isinstance(each, griffe.Class) else each for each in ancestors]
    flags = _flags(one, line_of, names)
    told = documented(one.docstring, word)
    if told.deprecated:
        flags.add("deprecated")
    return Entry(
        name=one.path,
        kind=CLASS,
        path=path,
        line=one.lineno or 0,
        flags=tuple(sorted(flags)),
        bases=tuple(sorted(set(names))),
        open=any(isinstance(each, str) and _bare(each) not in _KNOWN for each in ancestors),
        stage=told.stage,
    )


def members(one: griffe.Class) -> Iterator[tuple[str, Any]]:
    """Each public member, with those of ancestors in the same tree that it does not have itself."""
    seen: set[str] = set()
    for owner in [one, *(each for each in _ancestors(one) if isinstance(each, griffe.Class))]:
        for word, member in owner.members.items():
            if word not in seen and is_public_member(word) and not _made_elsewhere(member, owner):
                seen.add(word)
                yield word, member


def _made_elsewhere(member: Any, owner: griffe.Class) -> bool:
    """Imports in the body of a class are no members that anybody looks for."""
    return bool(member.is_alias)


def is_public_member(word: str) -> bool:
    """Whether callers and heirs may use a member of this name."""
    if word.startswith("__") and word.endswith("__"):
        return word not in _INNER
    return not word.startswith("_")


def _ancestors(one: griffe.Class, seen: frozenset[str] = frozenset()) -> Iterator[Any]:
    """Classes of the tree as they are, others by name; near ones first."""
    for base in one.bases:
        name = type_text(base)
        found = _class_at(one, _bare(name))
        if found is None:
            yield name.partition("[")[0] or name
            built_in = getattr(builtins, name, None)
            if isinstance(built_in, type):
                yield from (each.__name__ for each in built_in.__mro__[1:-1])
        elif found.path not in seen and found.path != one.path:
            yield found
            yield from _ancestors(found, seen | {one.path, found.path})


def _class_at(one: griffe.Class, name: str) -> griffe.Class | None:
    try:
        found = one.modules_collection.get_member(name)
        if found.is_alias:
            found = found.final_target
    except (KeyError, griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None
    return found if isinstance(found, griffe.Class) else None


def _bare(name: str) -> str:
    return name.partition("[")[0]


def _flags(one: griffe.Class, line_of: list[griffe.Class], names: list[str]) -> set[str]:
    flags = set()
    bare = {_bare(name) for name in names}
    for word, bases in _KINDS:
        if bare & set(bases):
            flags.add(word)
    if "protocol" in flags and "Protocol" not in {_bare(type_text(base)) for base in one.bases}:
        flags.discard("protocol")  # it fulfils one, and is none
    own = decorators(one)
    flags |= {word for word in ("final", "deprecated") if word in own}
    if "runtime_checkable" in own:
        flags.add("runtime checkable")
    if "dataclass" in one.labels:
        flags.add("dataclass")
        for each in line_of:
            given = _given(each)
            flags |= {word for word in ("frozen", "order", "slots") if given.get(word) == "True"}
    if "typed dict" in flags and str(one.keywords.get("total", "True")) == "False":
        flags.add("not total")
    if _abstract(one, line_of):
        flags.add("abstract")
    return flags


def _given(one: griffe.Class) -> dict[str, str]:
    """The arguments of ``@dataclass``."""
    found: dict[str, str] = {}
    for each in one.decorators:
        if each.callable_path.rpartition(".")[2] == "dataclass" and isinstance(
            each.value, griffe.ExprCall
        ):
            for argument in each.value.arguments:
                if isinstance(argument, griffe.ExprKeyword):
                    found[argument.name] = str(argument.value)
    return found


def _abstract(one: griffe.Class, line_of: list[griffe.Class]) -> bool:
    """Whether a method is left without a body that every heir has to write."""
    done: set[str] = set()
    for each in line_of:
        for word, member in each.members.items():
            if word in done or member.is_alias:
                continue
            done.add(word)
            if {"abstractmethod", "abstractproperty"} & set(decorators(member)):
                return True
    return False
