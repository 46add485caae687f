"""The programs of a host: what is installed, and what begins as a module."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.compat.commands import argparse, click
from coldframe.compat.commands.expressions import TooLong
from coldframe.compat.commands.things import Bound, Class, Draft, Function, Part, Space, Thing

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.compat.commands.program import Program
    from coldframe.compat.python.packages import ModuleFile

_SCRIPTS = frozenset({"console_scripts", "gui_scripts"})
_CALL = ast.Call(ast.Name("main"), [], [])


class Root(NamedTuple):
    """What people type, and what is known of it; ``sure`` if the word itself is certain."""

    name: str
    draft: Draft | None
    path: str
    line: int
    sure: bool = True


def roots(host: Host, program: Program, files: list[ModuleFile]) -> Iterator[Root]:
    """Every program of ``host``."""
    begun: set[str] = set()
    for point in host.packaging.entry_points:
        if point.group in _SCRIPTS:
            module, _, name = point.value.partition("[")[0].replace(" ", "").partition(":")
            begun.add(module)
            draft = tried(_script, program, module, name)
            yield Root(point.name, draft, point.path, point.line)
    packages = {module.partition(".")[0] for module in begun}
    for file in files:
        parts = file.name.split(".")
        named = not parts[-1].startswith("_") and not file.package
        if named and parts[-3:-1] == ["management", "commands"]:
            draft = tried(_django, program, file.name)
            if draft is not None:
                yield Root(f"manage.py {parts[-1]}", draft, file.path, 1)
    for file in files:
        main = file.name.endswith(".__main__")
        hidden = any(
            part.startswith("_") for part in file.name.removesuffix(".__main__").split(".")
        )
        known = file.name in begun or (main and file.name.partition(".")[0] in packages)
        if file.package or hidden or known or not _may_begin(host, program, file):
            continue
        draft = tried(_module, program, file.name, main)
        if draft is not None:
            name = file.name.removesuffix(".__main__")
            yield Root(f"python -m {name}", draft, file.path, 1, False)


def _may_begin(host: Host, program: Program, file: ModuleFile) -> bool:
    """Whether the module may be a program that has commands."""
    if file.name.endswith(".__main__"):
        return True
    return program.matters(file.path) and b"__main__" in host.tree.read(file.path)


def tried(read: Callable[..., Draft | None], program: Program, *given: object) -> Draft | None:
    """What ``read`` gives; None where that would take too long."""
    try:
        return read(program, *given)
    except (TooLong, RecursionError):
        return None


def _script(program: Program, module: str, name: str) -> Draft | None:
    program.fresh()
    space = program.space(module)
    if space is None:
        return None
    space.matters = True
    target = space
    for part in name.split("."):
        target = program.known(program.attribute(target, part))
    if click.is_click(target):
        assert isinstance(target, Draft)
        return target
    whole = True
    if isinstance(target, Function | Bound | Class):
        inner = target.function if isinstance(target, Bound) else target
        if isinstance(inner, Function):
            inner.space.matters = True
            space = inner.space
        whole = _run(program, target)
    return _found(program, space, whole)


def _run(program: Program, target: object) -> bool:
    try:
        program.called(target, [], {}, _CALL)
    except (TooLong, RecursionError):
        return False
    return True


def _found(program: Program, space: Space, whole: bool) -> Draft | None:
    """The command that was built: of what parsed, or else of what was made."""
    drafts = list(dict.fromkeys(program.used)) or [d for d in program.made if not d.parent]
    found = drafts[0] if drafts else None
    for more in drafts[1:]:
        if found is not None and more.tool == found.tool:
            _merge(found, more)
    functions = {id(h): h for where, h in program.handlers if where is space}
    for handler in functions.values():
        found = found or Draft(tool="oslo.config", path=space.path)
        target = program.known(handler.function)
        try:
            program.called(target, [Part(found, subparsers=True)], {}, _CALL)
        except (TooLong, RecursionError):
            whole = False
    if found is not None and not whole:
        found.whole = found.closed = False
    return found


def _merge(first: Draft, more: Draft) -> None:
    known = {name for each in first.arguments for name in (each.name, *each.names)}
    first.arguments += [each for each in more.arguments if not known & {each.name, *each.names}]
    first.below = {**more.below, **first.below}
    first.exclusive += [each for each in more.exclusive if each not in first.exclusive]
    first.whole, first.closed = first.whole and more.whole, first.closed and more.closed


def _django(program: Program, module: str) -> Draft | None:
    program.fresh()
    space = program.space(module)
    owner = program.known(space.names.own.get("Command")) if space is not None else None
    if space is None or not isinstance(owner, Class):
        return None
    space.matters = True
    draft = Draft(tool="Django", path=owner.space.path, line=owner.node.lineno)
    method = program.attribute(Thing(owner), "add_arguments")
    if isinstance(method, Bound):
        try:
            program.called(method, [draft], {}, _CALL)
        except (TooLong, RecursionError):
            draft.whole = False
    checks = program.known(program.attribute(Thing(owner), "requires_system_checks"))
    if checks not in ([], (), False, ""):  # django.core.management.BaseCommand.create_parser
        argparse.native(
            program, draft, "add_argument", ["--skip-checks"], {"action": "store_true"}, owner.node
        )
    return draft


def _module(program: Program, module: str, main: bool) -> Draft | None:
    program.fresh()
    space = program.space(module)
    if space is None:
        return None
    try:
        if not program.guarded(space) and not main:
            return None
    except (TooLong, RecursionError):
        return None
    return _found(program, space, True)


def cliff(host: Host, program: Program) -> Iterator[Root]:
    """The commands that cliff finds as entry points, below ``openstack`` or the group's name."""
    for point in host.packaging.entry_points:
        group = point.group
        words = {word for part in group.split(".") for word in part.split("_")}
        ours = group.startswith("openstack.") or words & {"cli", "command", "commands"}
        if group in _SCRIPTS or not ours:
            continue
        module, _, name = point.value.partition("[")[0].replace(" ", "").partition(":")
        if not name:
            continue  # a plugin of the program
        draft = tried(_client, program, module, name)
        if draft is not None or group.startswith("openstack."):
            yield Root(_cliff_name(group, point.name), draft, point.path, point.line)


def _client(program: Program, module: str, name: str) -> Draft | None:
    program.fresh()
    space = program.space(module)
    owner = program.known(program.attribute(space, name)) if space is not None else None
    if not isinstance(owner, Class):
        return None
    return _cliff(program, program.attribute(Thing(owner), "get_parser"), owner)


def _cliff(program: Program, method: object, owner: Class) -> Draft | None:
    owner.space.matters = True
    if isinstance(method, Bound) and isinstance(method.function, Function):
        method.function.space.matters = True
    try:
        found = program.called(method, ["openstack"], {}, _CALL)
    except (TooLong, RecursionError):
        found = argparse.parser(program, owner.node, owner, whole=False)
    if not isinstance(found, Draft):
        return None
    found.tool, found.path, found.line = "cliff", owner.space.path, owner.node.lineno
    found.old = "deprecated" in (ast.get_docstring(owner.node) or "")[:80].lower() or any(
        isinstance(each, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == "deprecated" for t in each.targets)
        for each in owner.node.body
    )
    return found


def _cliff_name(group: str, name: str) -> str:
    """``openstack server create (compute v2)``: other versions may have other arguments."""
    first = group.partition(".")[0]
    found = re.search(r"\.(\w+)\.(v\d+)(?:\.|$)", group)
    which = f" ({found[1]} {found[2]})" if found else ""
    program = "openstack" if first == "openstack" else first
    return f"{program} {name.replace('_', ' ')}{which}"
