"""Calls that fill a place which holds one thing.

Known are functions of libraries by their name (``SLOTS``), the handlers and overrides of an
application in FastAPI, Starlette or Flask, policies of oslo.policy, and implementations of a
function that stable code makes with ``functools.singledispatch``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.overlap.hooks.hook import FILLED, NAMED, REFUSED, Hook, Way
from coldframe.check.overlap.hooks.names import chain
from coldframe.check.surface.reading import keyword

if TYPE_CHECKING:
    from coldframe.check.overlap.hooks.part import Part


class Slot(NamedTuple):
    """A call whose arguments at ``keys`` (place, or name) say which place it fills."""

    keys: tuple[int | str, ...]
    way: Way = FILLED


SLOTS: dict[str, Slot] = {
    "asyncio.set_event_loop_policy": Slot(()),
    "celery.shared_task": Slot(("name",)),
    "codecs.register_error": Slot((0,)),
    "copyreg.pickle": Slot((0,)),
    "django.contrib.admin.register": Slot((0,), REFUSED),
    "django.contrib.admin.site.register": Slot((0,), REFUSED),
    "django.urls.register_converter": Slot((1,)),
    "logging.setLoggerClass": Slot(()),
    "oslo_policy.policy.DocumentedRuleDefault": Slot(("name",), NAMED),
    "oslo_policy.policy.RuleDefault": Slot(("name",), NAMED),
    "shutil.register_archive_format": Slot((0,)),
    "sqlalchemy.ext.compiler.compiles": Slot((0, 1)),
    "sqlite3.register_adapter": Slot((0,)),
    "sqlite3.register_converter": Slot((0,)),
    "yaml.add_constructor": Slot((0, "Loader")),
    "yaml.add_representer": Slot((0, "Dumper")),
}
_OPTIONAL = {"Loader", "Dumper", 1}
# Of an application: by the first argument.
_HANDLERS = frozenset(
    {"exception_handler", "add_exception_handler", "errorhandler", "app_errorhandler"}
)
_FILTERS = frozenset({"template_filter", "template_global", "template_test"})
_MAPPINGS = frozenset({"dependency_overrides"})
_TAKING = _HANDLERS | _FILTERS
METHODS = _TAKING | _MAPPINGS


def slots(part: Part) -> Iterator[Hook]:
    """Every such call, and every override of a dependency."""
    for node, around in part.sites:
        if isinstance(node, ast.Call):
            yield from _by_name(part, node, around)
            method = node.func
            if node.args and isinstance(method, ast.Attribute) and method.attr in _TAKING:
                yield from _of_application(part, method, node.args[0], node, around)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if not isinstance(target, ast.Subscript):
                    continue
                mapping = target.value
                if isinstance(mapping, ast.Attribute) and mapping.attr in _MAPPINGS:
                    yield from _of_application(part, mapping, target.slice, node, around)
    yield from _dispatched(part)


def _by_name(part: Part, call: ast.Call, around: tuple[ast.AST, ...]) -> Iterator[Hook]:
    if isinstance(call.func, ast.Call):
        return
    name = part.names.of(call.func, around)
    slot = SLOTS.get(name)
    if slot is None:
        return
    found: list[tuple[str, str]] = []
    for key in slot.keys:
        given = keyword(call, key) if isinstance(key, str) else None
        if isinstance(key, int) and len(call.args) > key:
            given = call.args[key]
        elif key == "name" and given is None and name.startswith("oslo_policy.") and call.args:
            given = call.args[0]
        named = part.named(given, around) if given is not None else ("", "")
        if not named[0]:
            if given is None and key in _OPTIONAL and found:
                continue
            return
        found.append(named)
    if name.startswith("django.contrib.admin.") and _unregisters(part):
        slot = slot._replace(way=FILLED)
    point = f"{name}({', '.join(shown for _, shown in found)})"
    if name.startswith("oslo_policy."):
        point, name = f"the policy {found[0][1].strip(chr(39))}", "oslo_policy"
    elif name.startswith("django.contrib.admin."):
        point, name = f"the admin of {found[0][1]}", "admin"
    hook = part.hook((name, *(each for each, _ in found)), point, slot.way, call)
    yield hook._replace(outside=tuple(each for each, _ in found))


def _unregisters(part: Part) -> bool:
    return any(
        part.names.of(call.func, around) == "django.contrib.admin.site.unregister"
        for call, around in part.calls()
    )


def _of_application(
    part: Part, owner: ast.Attribute, key: ast.expr, node: ast.AST, around: tuple[ast.AST, ...]
) -> Iterator[Hook]:
    root, _ = chain(owner)
    name, shown = part.named(key, around)
    if not root or root in ("self", "cls") or not name:
        return
    by_argument = part.names.is_argument(root, around)
    application = "" if by_argument else part.names.of(owner.value, around)
    if not by_argument and (not application or part.is_own(application)):
        return  # its own application, or we cannot know whose
    kind = owner.attr
    if kind in _HANDLERS:
        kind, point = "handler", f"the application's handler of {shown}"
    elif kind in _MAPPINGS:
        point = f"the application's override of {shown}"
    else:
        point = f"the application's {kind.replace('_', ' ')} {shown}"
    hook = part.hook((kind, name), point, FILLED, node)
    yield hook._replace(outside=(name, application), by_argument=by_argument)


def _dispatched(part: Part) -> Iterator[Hook]:
    for decorator, function, around in part.decorators():
        call = decorator if isinstance(decorator, ast.Call) else None
        register = call.func if call else decorator
        if not isinstance(register, ast.Attribute) or register.attr != "register":
            continue
        name = part.names.of(register.value, around)
        first = function.args.args[0] if function.args.args else None
        kind = call.args[0] if call and call.args else first.annotation if first else None
        handled = part.names.of(kind, around)
        if name and handled and "." in name and not part.is_own(name) and name not in _REGISTERS:
            hook = part.hook(
                ("dispatch", name, handled), f"{name} for {handled}", FILLED, decorator
            )
            yield hook._replace(outside=(name, handled))


_REGISTERS = frozenset({"django.contrib.admin", "django.contrib.admin.site"})
