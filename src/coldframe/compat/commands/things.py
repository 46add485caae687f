"""What the values of a program are while it is read: as much of them as matters for commands."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coldframe.compat.commands.entry import Argument


NOWHERE = object()


@dataclass(eq=False, slots=True)
class Opaque:
    """A value that reading cannot know; ``node`` is how it is written."""

    node: ast.AST | None = None


@dataclass(eq=False, slots=True)
class External:
    """A name of another library."""

    name: str

    @property
    def top(self) -> str:
        """The library."""
        return self.name.partition(".")[0]

    @property
    def last(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]


@dataclass(eq=False, slots=True)
class Names:
    """The names of a scope, and the scope around it."""

    own: dict[str, Any] = field(default_factory=dict)
    outer: Names | None = None
    space: Space | None = None

    def find(self, name: str) -> Any:
        """What the name stands for, or NOWHERE."""
        scope: Names | None = self
        while scope is not None:
            if name in scope.own:
                return scope.own[name]
            scope = scope.outer
        return NOWHERE


@dataclass(eq=False, slots=True)
class Space:
    """A module of the host; ``matters`` if it may define commands."""

    name: str
    path: str
    package: bool
    matters: bool
    names: Names = field(default_factory=Names)


@dataclass(eq=False, slots=True)
class Later:
    """A name that another module of the host has: it is read when somebody needs it."""

    module: str
    name: str = ""


@dataclass(eq=False, slots=True)
class Function:
    """A function or lambda; ``given`` are the arguments that click's decorators add."""

    name: str
    node: Any
    around: Names
    space: Space
    owner: Class | None = None
    kind: str = ""
    given: list[Argument] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Class:
    """A class of the host."""

    name: str
    node: ast.ClassDef
    names: Names
    space: Space
    bases: list[Any] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Bound:
    """A function with what it is called on, or with arguments that were given before."""

    function: Any
    first: list[Any]
    named: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Native:
    """A method of a thing that belongs to another library."""

    thing: Any
    name: str


@dataclass(eq=False, slots=True)
class Above:
    """What ``super()`` gives: a thing, and the class above which to look."""

    thing: Any
    owner: Class


@dataclass(eq=False)
class Thing:
    """An instance of a class of the host."""

    owner: Class | None = None
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Draft(Thing):
    """A command while it is put together: a parser of argparse, or a command of click."""

    tool: str = ""
    path: str = ""
    line: int = 0
    word: str = ""  # its own name, if it says one
    arguments: list[Argument] = field(default_factory=list)
    below: dict[str, Draft] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    exclusive: list[list[str]] = field(default_factory=list)
    old: bool = False
    whole: bool = True
    closed: bool = True
    parent: bool = False  # only lends its arguments to others
    certain: bool = True
    alone: bool = False  # typer: a single command is the program itself
    defaults: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Part:
    """A group of a parser's arguments, or (``subparsers``) where its commands are added."""

    draft: Draft
    exclusive: list[str] | None = None
    required: bool = False
    subparsers: bool = False


@dataclass(eq=False, slots=True)
class Decorator:
    """What a decorator of click or typer does to a function; ``target`` is the group."""

    what: str
    args: list[Any]
    named: dict[str, Any]
    line: int
    space: Space
    target: Draft | None = None


@dataclass(eq=False, slots=True)
class Handler:
    """An option of oslo.config whose values are commands; ``function`` adds them."""

    function: Any
