"""What features put in place of something else: attributes, and members of a mapping.

``beds.Bed.water = mine``, ``setattr(beds.Bed, "water", mine)``, ``beds.PUMPS["rain"] = Mine``.
Only code counts (a function, a class, a call that is given one): a plain value is a setting.
What is put back in the same file, or put in only where nothing is, replaces nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.overlap.hooks.hook import FILLED, REPLACED, WRAPPED, Hook

if TYPE_CHECKING:
    from coldframe.check.overlap.hooks.part import Part

# Not for code, or different in every process.
_NO_PLACES = frozenset({"os.environ"})


class _Put(NamedTuple):
    """``value`` is put at ``name``, or at its member ``member``."""

    name: str
    member: str
    value: ast.expr
    node: ast.AST
    around: tuple[ast.AST, ...]


def patches(part: Part) -> Iterator[Hook]:
    """Every such place that is not the feature's own."""
    puts = list(_puts(part))
    places = {(put.name, put.member) for put in puts}
    for name, member in sorted(places):
        here = [put for put in puts if (put.name, put.member) == (name, member)]
        if not all(_is_code(part, put, put.value) for put in here):
            continue
        put = here[0]
        asked = any(_asks(part, test, put) for test in part.conditions(_line(put)))
        if asked or _is_removed(part, name, member):
            continue
        if member:
            hook = part.hook(("member", name, member), f"{name}[{member}]", FILLED, put.node)
        else:
            way = WRAPPED if _is_kept(part, name) else REPLACED
            hook = part.hook(("attribute", name), name, way, put.node)
        yield hook._replace(outside=(name,))


def _puts(part: Part) -> Iterator[_Put]:
    for node, around in part.sites:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _at(part, target, node.value, node, around)
        elif isinstance(node, ast.Call) and _calls(node, "setattr") and len(node.args) == 3:
            owner, attribute = part.names.of(node.args[0], around), part.module.text(node.args[1])
            if owner and attribute and not part.is_own(owner):
                yield _Put(f"{owner}.{attribute}", "", node.args[2], node, around)


def _at(
    part: Part, target: ast.expr, value: ast.expr, node: ast.AST, around: tuple[ast.AST, ...]
) -> Iterator[_Put]:
    if isinstance(target, ast.Attribute):
        name = part.names.of(target, around)
        if name and not part.is_own(name):
            yield _Put(name, "", value, node, around)
    elif isinstance(target, ast.Subscript):
        name = part.names.of(target.value, around)
        member, shown = part.named(target.slice, around)
        if name and member and name not in _NO_PLACES and not part.is_own(name):
            yield _Put(name, shown, value, node, around)


def _is_code(part: Part, put: _Put, value: ast.expr) -> bool:
    """Whether ``value`` is certain to be a function, a class, or what was made of one."""
    if isinstance(value, ast.Lambda):
        return True
    if isinstance(value, ast.Name) and value.id in part.defined:
        return not part.names.is_argument(value.id, put.around)
    if isinstance(value, ast.Call):
        if put.member and not put.around:
            return True  # an object made at import
        if any(_is_code(part, put, each) for each in value.args):
            return True
        made = getattr(value.func, "id", "")
        wraps = any(part.names.of(each, put.around) == put.name for each in value.args)
        return made in (part.defined if wraps else part.classes)
    name = part.names.of(value, put.around)
    return part.is_own(name) and not name.rpartition(".")[2].isupper()


def _is_kept(part: Part, name: str) -> bool:
    """Whether the file also reads what it replaces: then it will be calling it."""
    _, _, last = name.rpartition(".")
    for node in ast.walk(part.module.tree):
        if isinstance(node, ast.Attribute) and node.attr == last:
            if isinstance(node.ctx, ast.Load) and part.names.of(node) == name:
                return True
        elif isinstance(node, ast.Call) and _calls(node, "getattr") and len(node.args) > 1:
            owner = part.names.of(node.args[0])
            if owner and f"{owner}.{part.module.text(node.args[1])}" == name:
                return True
    return False


def _is_removed(part: Part, name: str, member: str) -> bool:
    """Whether the file takes it away again: it is there for a while."""
    for node, around in part.sites:
        for target in node.targets if isinstance(node, ast.Delete) else ():
            if isinstance(target, ast.Subscript) and member:
                if part.names.of(target.value, around) == name:
                    return True
            elif part.names.of(target, around) == name:
                return True
    return False


def _asks(part: Part, test: ast.expr, put: _Put) -> bool:
    """Whether ``test`` looks at the place first."""
    for node in ast.walk(test):
        if isinstance(node, ast.Call) and _calls(node, "hasattr", "getattr"):
            return True
        if part.names.of(node, put.around) == put.name:
            return True
    return False


def _calls(call: ast.Call, *names: str) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in names


def _line(put: _Put) -> int:
    return int(getattr(put.node, "lineno", 1))
