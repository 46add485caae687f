"""What calls of argparse do to a parser, and those of its descendants."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from coldframe.compat.commands.argparse_argument import argparse_argument
from coldframe.compat.commands.fields import field_arguments
from coldframe.compat.commands.things import (
    Class,
    Draft,
    External,
    Handler,
    Opaque,
    Part,
    Space,
)  # fmt: skip
from coldframe.compat.commands.written import choices_of, is_old, text_of

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program

TOOL = "argparse"
_PARSERS = frozenset({"ArgumentParser", "HfArgumentParser", "CommandParser", "ArgParser"})
_BY_FIELDS = "HfArgumentParser"
_HARMLESS = frozenset(
    {"print", "isinstance", "len", "getattr", "hasattr", "id", "repr", "autocomplete", "append"}
)
_PARSING = ("parse_", "parse_args", "convert_")


def is_parser(value: Any) -> bool:
    """Whether it is a class of parsers of another library."""
    return isinstance(value, External) and value.last in _PARSERS


def parser(
    program: Program, node: ast.AST, owner: Class | None = None, whole: bool = True
) -> Draft:
    """A new parser."""
    space = owner.space if owner else None
    found = Draft(
        owner, tool=TOOL, path=_path(program, space), line=getattr(node, "lineno", 0), whole=whole
    )
    program.made.append(found)
    return found


def _path(program: Program, space: Space | None = None) -> str:
    here = program.here()
    return here.path if here is not None else (space.path if space else "")


def instance(program: Program, owner: Class, node: ast.AST) -> Draft | None:
    """The parser that an instance of ``owner`` is; None if it is none."""
    if any(map(is_parser, program.line(owner))):
        return parser(program, node, owner)
    return None


def external(
    program: Program, value: External, args: list[Any], named: dict[str, Any], node: ast.AST
) -> Any:
    """What a call of argparse itself gives; None if it is no such call."""
    if is_parser(value):
        found = parser(program, node)
        native(program, found, "__init__", args, named, node, value.last)
        return found
    if value.last in ("register_cli_opt", "register_cli_opts", "register_opt", "register_opts"):
        for each in [program.known(a) for a in args]:
            for one in each if isinstance(each, list) else [each]:
                if isinstance(one, Handler):
                    program.handled(one)
        return Opaque(node)
    return None


def native(
    program: Program, thing: Draft | Part, name: str, args: list[Any], named: dict[str, Any],
    node: ast.AST, made_by: str = "",
) -> Any:  # fmt: skip
    """What a method of a parser, or of a part of one, does and gives."""
    draft = thing if isinstance(thing, Draft) else thing.draft
    if name == "__init__":
        _started(program, draft, args, named, made_by)
    elif name == "add_argument":
        _add(program, thing, args, named, node)
    elif name == "add_argument_group":
        return Part(draft, thing.exclusive if isinstance(thing, Part) else None)
    elif name == "add_mutually_exclusive_group":
        group: list[str] = []
        draft.exclusive.append(group)
        return Part(draft, group)
    elif name == "add_subparsers":
        return Part(draft, subparsers=True)
    elif name == "add_parser" and isinstance(thing, Part):
        return _below(program, draft, args, named, node)
    elif name == "set_defaults":
        draft.defaults |= {key: text_of(program.known(value)) for key, value in named.items()}
    elif name.startswith(_PARSING):
        program.used.append(draft)
        if name.startswith("parse_known") or "remaining" in str(named):
            draft.whole = False
    return Opaque(node)


def _started(
    program: Program, draft: Draft, args: list[Any], named: dict[str, Any], made_by: str
) -> None:
    word = program.known(named.get("prog"))
    draft.word = word if isinstance(word, str) else draft.word
    if named.get("add_help") is False:
        draft.parent = True
    draft.old = draft.old or is_old(named.get("help"), named)
    _borrow(program, draft, named)
    if made_by == _BY_FIELDS:
        _fields(program, draft, named.get("dataclass_types", args[0] if args else None))


def of_fields(program: Program, draft: Draft, given: Any) -> None:
    """Add the fields of data classes, if the parser is of a class that is made for them.

    How the class adds them is not looked at: it asks each class for its fields.
    """
    line = program.line(draft.owner) if draft.owner else []
    if any(isinstance(e, External | Class) and e.name.endswith(_BY_FIELDS) for e in line):
        draft.whole = True
        _fields(program, draft, given)


def _fields(program: Program, draft: Draft, given: Any) -> None:
    """Options that are fields of data classes."""
    kinds = program.known(given)
    for kind in kinds if isinstance(kinds, list) else [kinds] if kinds is not None else []:
        owner = program.known(kind)
        if isinstance(owner, Class):
            found, whole = field_arguments(program, owner)
            draft.arguments += found
            draft.whole = draft.whole and whole
        else:
            draft.whole = False


def _borrow(program: Program, draft: Draft, named: dict[str, Any]) -> None:
    lenders = program.known(named.get("parents"))
    for lender in map(program.known, lenders if isinstance(lenders, list) else []):
        if isinstance(lender, Draft):
            draft.arguments += lender.arguments
            draft.exclusive += lender.exclusive
            draft.defaults = {**lender.defaults, **draft.defaults}
            draft.whole = draft.whole and lender.whole
        else:
            draft.whole = False
    if isinstance(lenders, Opaque):
        draft.whole = False


def _below(
    program: Program, above: Draft, args: list[Any], named: dict[str, Any], node: ast.AST
) -> Draft:
    found = parser(program, node, above.owner)
    program.made.pop()
    native(
        program, found, "__init__", [], {k: v for k, v in named.items() if k != "add_help"}, node
    )
    of_fields(program, found, named.get("dataclass_types"))
    name = program.known(args[0]) if args else program.known(named.get("name"))
    if not isinstance(name, str):
        above.closed = False
        return found
    found.word = name
    found.certain = not program.doubt
    found.aliases = choices_of(named.get("aliases"), program.known)
    above.below.setdefault(name, found)
    return above.below[name] if above.below[name] is found else _again(above.below[name], found)


def _again(first: Draft, found: Draft) -> Draft:
    """The same command is added in another branch: both are what it may be."""
    first.arguments += [each for each in found.arguments if each.name not in _words(first)]
    return first


def _words(draft: Draft) -> set[str]:
    return {name for each in draft.arguments for name in (each.name, *each.names)}


def _add(
    program: Program, thing: Draft | Part, args: list[Any], named: dict[str, Any], node: ast.AST
) -> None:
    draft = thing if isinstance(thing, Draft) else thing.draft
    names = [program.known(each) for each in args]
    if not names and isinstance(dest := program.known(named.get("dest")), str):
        names = [dest]
    words = tuple(each for each in names if isinstance(each, str))
    if len(words) < len(names) or not words:
        draft.whole = False
        if not words:
            return
    if "**" in named:
        draft.whole = False
    action = program.known(named.get("action"))
    if action == "help":
        return
    found = argparse_argument(program, words, named, action, node, _path(program))
    clash = _words(draft) & {*words}
    if clash:  # another branch adds it, or an overriding parser
        return
    draft.arguments.append(found)
    if isinstance(thing, Part) and thing.exclusive is not None and found.names:
        thing.exclusive.append(found.name)


def given_away(values: list[Any], node: ast.AST) -> None:
    """Another library may add what it likes to a parser that it gets."""
    word = getattr(getattr(node, "func", None), "attr", "") or getattr(
        getattr(node, "func", None), "id", ""
    )
    if word in _HARMLESS:
        return
    for value in values:
        if isinstance(value, Part):
            value.draft.whole = value.draft.whole and value.subparsers
            value.draft.closed = value.draft.closed and not value.subparsers
        elif isinstance(value, Draft) and value.tool == TOOL:
            value.whole = value.closed = False
