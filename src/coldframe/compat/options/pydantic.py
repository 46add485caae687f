"""The options of a settings class of pydantic: its fields, and those of models within it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from coldframe.check.surface.options import field_calls
from coldframe.check.surface.reading import Module, dotted, is_true, keyword, last_name
from coldframe.compat.declared.values import choices, value_text
from coldframe.compat.options.entry import BOOLEAN, INTEGER, NUMBER, TEXT, Option
from coldframe.compat.options.settings_classes import Classes, Written

_TYPES = {"str": TEXT, "int": INTEGER, "float": NUMBER, "bool": BOOLEAN}
_ASIDE = {"default", "default_factory"}
_DEEPEST = 5  # models within models


class _Above(NamedTuple):
    """What stands before the names of fields: ``prefix`` not before aliases, ``outer`` always."""

    prefix: str = ""
    outer: str = ""
    given: bool = False  # whether a default fills in for all below
    depth: int = 0


def pydantic_options(
    classes: Classes, owner: Written
) -> Iterator[tuple[Option, tuple[str, ...], str]]:
    """Each option with the names by which a claim may mean it, and the file that defines it.

    An option's name is that of the variable, in capitals.  A class has the fields and the
    settings of its ancestors; with ``env_nested_delimiter``, the fields of models are options,
    too.
    """
    config: dict[str, tuple[Module, ast.expr]] = {}
    for each in reversed(classes.line(owner)):
        config |= {key: (each.module, value) for key, value in _config(each.node)}

    def said(key: str) -> str:
        module, value = config.get(key, (owner.module, None))
        return module.text(value) or ""

    yield from _fields(classes, owner, _Above(said("env_prefix")), said("env_nested_delimiter"))


def _config(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """What a class says of itself: in its head, as ``model_config``, or in ``class Config``."""
    for statement in node.body:
        if isinstance(statement, ast.ClassDef) and statement.name == "Config":
            for each in statement.body:
                if isinstance(each, ast.Assign):
                    yield dotted(each.targets[0]), each.value
            continue
        if isinstance(statement, ast.Assign):
            target = statement.targets[0]
        elif isinstance(statement, ast.AnnAssign):
            target = statement.target
        else:
            continue
        value = statement.value
        if dotted(target) == "model_config" and isinstance(value, ast.Call):
            yield from ((k.arg, k.value) for k in value.keywords if k.arg)
        elif dotted(target) == "model_config" and isinstance(value, ast.Dict):
            for key, each_value in zip(value.keys, value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, each_value
    yield from ((each.arg, each.value) for each in node.keywords if each.arg)


def _fields(
    classes: Classes, owner: Written, above: _Above, delimiter: str
) -> Iterator[tuple[Option, tuple[str, ...], str]]:
    found: dict[str, tuple[Written, ast.AnnAssign]] = {}
    for each in reversed(classes.line(owner)):
        found |= {word: (each, field) for word, field in _own(each.node)}
    for word, (where, field) in found.items():
        option, names = _option(where, word, field, above)
        yield option, names, where.file.path
        inner = _model(classes, where, field.annotation) if delimiter else None
        if inner is not None and above.depth < _DEEPEST:
            outer = f"{option.name}{delimiter}"
            below = _Above("", outer, not option.required, above.depth + 1)
            yield from _fields(classes, inner, below, delimiter)


def _own(node: ast.ClassDef) -> Iterator[tuple[str, ast.AnnAssign]]:
    for field in node.body:
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            word = field.target.id
            hidden = word.startswith("_") or word == "model_config"
            if not hidden and "ClassVar" not in ast.dump(field.annotation):
                yield word, field


def _model(classes: Classes, where: Written, node: ast.expr) -> Written | None:
    """The model of the project that an annotation means, alone or with None."""
    node = _bare(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        name = node.value.strip()
    else:
        name = dotted(node) if isinstance(node, ast.Name | ast.Attribute) else ""
    found = classes.named(where, name)
    if found is None or not any(_is_model(each.node) for each in classes.line(found)):
        return None
    return found


def _is_model(node: ast.ClassDef) -> bool:
    bases = [each.value if isinstance(each, ast.Subscript) else each for each in node.bases]
    made = [each.func if isinstance(each, ast.Call) else each for each in node.decorator_list]
    return any(last_name(each) in ("BaseModel", "BaseSettings") for each in bases) or any(
        last_name(each) == "dataclass" for each in made
    )


def _bare(node: ast.expr) -> ast.expr:
    """A type without what says nothing of the texts that are taken."""
    if isinstance(node, ast.Subscript):
        word, inside = last_name(node.value), node.slice
        if word == "Annotated" and isinstance(inside, ast.Tuple) and inside.elts:
            return _bare(inside.elts[0])
        if word == "Optional":
            return _bare(inside)
    if isinstance(node, ast.BinOp):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.Constant) and other.value is None:
                return _bare(one)
    return node


def _option(
    where: Written, word: str, field: ast.AnnAssign, above: _Above
) -> tuple[Option, tuple[str, ...]]:
    module = where.module
    calls = field_calls(field)
    given = [f"{above.outer}{each}" for each in _names(module, calls)]
    usual = f"{above.outer}{above.prefix}{word}"
    names = list(dict.fromkeys(each.upper() for each in given or [usual]))
    type_, allowed = _type(module, field.annotation)
    value, has_default = _default(module, field)
    option = Option(
        names[0],
        "pydantic",
        where.file.path,
        field.lineno,
        type_,
        value,
        not has_default and not above.given,
        allowed,
        _said(module, calls, "ge", "gt"),
        _said(module, calls, "le", "lt"),
        _said(module, calls, "max_length"),
        _said(module, calls, "pattern"),
        old=tuple(names[1:]),
        deprecated=any(
            is_true(k) or module.text(k) for c in calls if (k := keyword(c, "deprecated"))
        ),
    )
    claimed = (word, usual.upper(), usual.lower(), *given)
    return option, tuple(dict.fromkeys(claimed))


def _names(module: Module, calls: list[ast.Call]) -> Iterator[str]:
    for call in calls:
        alias = keyword(call, "validation_alias", "alias")
        given = [alias] if alias is not None else []
        if isinstance(alias, ast.Call) and last_name(alias.func) == "AliasChoices":
            given = alias.args
        yield from filter(None, map(module.text, given))


def _said(module: Module, calls: list[ast.Call], *words: str) -> str:
    return next((t for c in calls if (t := value_text(module, keyword(c, *words)))), "")


def _default(module: Module, field: ast.AnnAssign) -> tuple[str, bool]:
    """The default, and whether there is one."""
    value = field.value
    if value is None:
        return "", False
    if not (isinstance(value, ast.Call) and last_name(value.func) == "Field"):
        return value_text(module, value), True
    first = value.args[0] if value.args else keyword(value, *_ASIDE)
    if first is None or (isinstance(first, ast.Constant) and first.value is ...):
        return "", False
    return value_text(module, first), True


def _type(module: Module, node: ast.expr) -> tuple[str, tuple[str, ...]]:
    """The type, and the allowed values."""
    node = _bare(node)
    if isinstance(node, ast.Subscript) and last_name(node.value) == "Literal":
        inside = node.slice
        allowed = inside if isinstance(inside, ast.Tuple) else ast.Tuple([inside])
        return TEXT, choices(module, allowed)
    text = ast.unparse(node)
    return _TYPES.get(text, text), ()
