"""What a CHECK constraint lets into a column, as far as its text says so."""

from __future__ import annotations

from typing import Any, NamedTuple

_DIALECTS = {"postgresql": "postgres", "mariadb": "mysql", "mysql": "mysql", "sqlite": "sqlite"}


class Allowed(NamedTuple):
    """``choices`` are the only values; ``least`` and ``most`` bound a number, or the length of
    a text if ``length``; ``json``: the text has to be JSON.  ``compared`` tells that there is
    a condition that could not be read, or one with other columns in it."""

    choices: tuple[Any, ...] = ()
    least: float | None = None
    most: float | None = None
    length: bool = False
    json: bool = False
    compared: bool = False


def allowed(conditions: list[str], dialect: str) -> dict[str, Allowed]:
    """By lower-case column name: what the ``conditions`` of one table ask, one column at a time.

    What compares columns with each other, or is none of the usual forms, is left out: the
    database refuses a row that breaks it, and another one is tried.
    """
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    found: dict[str, Allowed] = {}
    for condition in conditions:
        try:
            tree = sqlglot.parse_one(condition, read=_DIALECTS.get(dialect, dialect))
        except (SqlglotError, RecursionError):
            continue  # nor can it be said which columns it names
        tree = tree.unnest() if isinstance(tree, exp.Paren) else tree
        for part in tree.flatten() if isinstance(tree, exp.And) else [tree]:
            part = part.unnest() if isinstance(part, exp.Paren) else part
            read = _read(part)
            if read is not None:
                column, bounds = read
                found[column] = _both(found.get(column, Allowed()), bounds)
                continue
            for each in part.find_all(exp.Column):
                name = each.name.lower()
                found[name] = _both(found.get(name, Allowed()), Allowed(compared=True))
    return found


def _read(part: Any) -> tuple[str, Allowed] | None:
    from sqlglot import exp

    columns = {column.name.lower() for column in part.find_all(exp.Column)}
    if len(columns) != 1:
        return None
    (name,) = columns
    if isinstance(part, exp.In):
        return name, Allowed(choices=_literals(part.expressions))
    if isinstance(part, exp.EQ) and part.find(exp.Any):
        array = part.find(exp.Array)
        return name, Allowed(choices=_literals(array.expressions if array else []))
    if isinstance(part, exp.Or):
        equal = [each.unnest() for each in part.flatten()]
        if all(isinstance(each, exp.EQ) for each in equal):
            return name, Allowed(choices=_literals([each.expression for each in equal]))
        if any(isinstance(each, exp.Is) for each in equal):  # NULL or something
            rest = [each for each in equal if not isinstance(each, exp.Is)]
            return _read(rest[0]) if len(rest) == 1 else None
        return None
    if isinstance(part, exp.Between):
        return name, Allowed(
            least=_number(part.args["low"]),
            most=_number(part.args["high"]),
            length=_measures(part.this),
        )
    if isinstance(part, exp.EQ):
        return name, Allowed(choices=_literals([part.expression]))
    if isinstance(part, exp.GT | exp.GTE | exp.LT | exp.LTE):
        return _bound(name, part)
    if "json_valid" in part.sql().lower():
        return name, Allowed(json=True)
    return None


def _bound(name: str, part: Any) -> tuple[str, Allowed] | None:
    from sqlglot import exp

    number, turned = _number(part.expression), False
    side = part.this
    if number is None:
        number, turned, side = _number(part.this), True, part.expression
    if number is None:
        return None
    length = _measures(side)
    strict = isinstance(part, exp.GT | exp.LT)
    if isinstance(part, exp.GT | exp.GTE) is not turned:
        return name, Allowed(least=number + strict, length=length)
    return name, Allowed(most=number - strict, length=length)


def _measures(side: Any) -> bool:
    from sqlglot import exp

    return bool(side.find(exp.Length)) or "length" in side.sql().lower().split("(")[0]


def _both(one: Allowed, other: Allowed) -> Allowed:
    least = [each for each in (one.least, other.least) if each is not None]
    most = [each for each in (one.most, other.most) if each is not None]
    return Allowed(
        one.choices or other.choices,
        max(least) if least else None,
        min(most) if most else None,
        one.length or other.length,
        one.json or other.json,
        one.compared or other.compared,
    )


def _literals(nodes: list[Any]) -> tuple[Any, ...]:
    found: list[Any] = []
    for node in nodes:
        inner = _uncast(node)
        number = _number(inner)
        if number is not None:
            found.append(int(number) if number == int(number) else number)
        elif getattr(inner, "is_string", False):
            found.append(str(inner.this))
    return tuple(found)


def _number(node: Any) -> float | None:
    from sqlglot import exp

    inner = _uncast(node)
    if isinstance(inner, exp.Neg):
        number = _number(inner.this)
        return None if number is None else -number
    if isinstance(inner, exp.Literal) and not inner.is_string:
        try:
            return float(inner.this)
        except ValueError:
            return None
    return None


def _uncast(node: Any) -> Any:
    from sqlglot import exp

    while isinstance(node, exp.Cast | exp.Paren):
        node = node.this
    return node
