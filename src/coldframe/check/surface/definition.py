"""One thing that a module defines and others can see."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

import _ast as ast
from typing import NamedTuple

OPTION, COMMAND, TABLE, ROUTE = "option", "command", "table", "route"


class Words(NamedTuple):
    """The text of an expression: what is certain of it, and whether that is all."""

    text: str = ""
    exact: bool = True


class Definition(NamedTuple):
    """An option, command, table or route, under all ``names`` by which a claim may mean it.

    ``names[0]`` is the name that people use.  ``help`` is what users are told about it,
    None when they are told nothing.  ``hidden`` things are not shown to users;
    ``heading`` are the texts shown above it (its command's, its group's, its class's).
    ``certain`` is False when the whole name could not be known by reading.
    ``migration`` tables are those that a migration script creates.
    ``node`` is the call, class or function that defines it.
    """

    kind: str
    names: tuple[str, ...]
    line: int
    tool: str
    help: Words | None = None
    hidden: bool = False
    heading: tuple[Words, ...] = ()
    certain: bool = True
    migration: bool = False
    node: ast.AST | None = None
