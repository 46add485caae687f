"""The texts that names of a module may stand for, as far as they are written down."""

from __future__ import annotations

import ast
from itertools import islice, product

Texts = dict[str, tuple[str, ...]]
_MOST = 64  # combinations of one text


def texts_of(module: ast.Module) -> Texts:
    """By name: what is assigned to it, or taken from a list, a dict or pairs in a loop."""
    found: Texts = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            read = held_by(node.value, found)
            if read:
                found[node.targets[0].id] = read
    loops = [n for n in ast.walk(module) if isinstance(n, ast.For | ast.comprehension)]
    dicts: dict[str, ast.expr] = {
        node.targets[0].id: node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Dict | ast.List | ast.Tuple)
    }
    for loop in loops:
        if isinstance(loop.target, ast.Name):
            read = held_by(loop.iter, found)
            if read:
                found[loop.target.id] = read
        elif isinstance(loop.target, ast.Tuple):
            rows = _rows(loop.iter, dicts)
            for at, target in enumerate(loop.target.elts):
                column = tuple(
                    value for row in rows if at < len(row) for value in values_of(row[at], found)
                )
                if isinstance(target, ast.Name) and column:
                    found[target.id] = column
    return found


def values_of(node: ast.expr | None, texts: Texts) -> tuple[str, ...]:
    """The texts that an expression may be; none if it cannot be told."""
    if isinstance(node, ast.Constant):
        return (node.value,) if isinstance(node.value, str) else ()
    if isinstance(node, ast.Name):
        return texts.get(node.id, ())
    if isinstance(node, ast.JoinedStr):
        parts = [_part(each, texts) for each in node.values]
        return _joined(parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _joined([values_of(node.left, texts), values_of(node.right, texts)])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        given = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return _filled(values_of(node.left, texts), "%s", given, texts)
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format"
        and not node.keywords
    ):
        return _filled(values_of(node.func.value, texts), "{}", node.args, texts)
    return ()


def _part(node: ast.expr, texts: Texts) -> tuple[str, ...]:
    return values_of(node.value if isinstance(node, ast.FormattedValue) else node, texts)


def _filled(
    patterns: tuple[str, ...], mark: str, given: list[ast.expr], texts: Texts
) -> tuple[str, ...]:
    found: list[str] = []
    for pattern in patterns:
        pieces = pattern.split(mark)
        if len(pieces) != len(given) + 1:
            return ()
        parts: list[tuple[str, ...]] = [(pieces[0],)]
        for piece, value in zip(pieces[1:], given, strict=True):
            parts += [values_of(value, texts), (piece,)]
        found += _joined(parts)
    return tuple(found)


def _joined(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    if not all(parts):
        return ()
    return tuple("".join(each) for each in islice(product(*parts), _MOST))


def held_by(node: ast.expr, known: Texts) -> tuple[str, ...]:
    """The texts in a list, a set, a tuple, the keys of a dict, or those that a name may be."""
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return tuple(value for each in node.elts for value in values_of(each, known))
    if isinstance(node, ast.Dict):
        return tuple(value for each in node.keys for value in values_of(each, known))
    if (  # names.keys(), sorted(names), reversed(names), list(names)
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "keys"
    ):
        return held_by(node.func.value, known)
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("sorted", "reversed", "list", "tuple", "set")
        and len(node.args) == 1
    ):
        return held_by(node.args[0], known)
    return values_of(node, known)


def _rows(node: ast.expr, dicts: dict[str, ast.expr]) -> list[list[ast.expr]]:
    """What a loop over pairs takes apart."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value if node.func.attr == "items" else node
    if isinstance(node, ast.Name):
        node = dicts.get(node.id, node)
    if isinstance(node, ast.Dict):
        return [
            [key, value]
            for key, value in zip(node.keys, node.values, strict=True)
            if key is not None
        ]
    if isinstance(node, ast.List | ast.Tuple):
        return [each.elts for each in node.elts if isinstance(each, ast.List | ast.Tuple)]
    return []
