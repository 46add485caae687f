"""The options that a module defines.

Known: ``Opt`` classes of oslo.config, ``add_argument`` of argparse, ``option`` decorators of
click, ``typer.Option`` and fields of pydantic's ``BaseSettings``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from coldframe.check.surface.commands import decorated
from coldframe.check.surface.definition import OPTION, Definition, Words
from coldframe.check.surface.oslo import oslo_options
from coldframe.check.surface.reading import (
    Module,
    base_names,
    docstring,
    dotted,
    is_true,
    keyword,
    last_name,
)


def options(module: Module) -> Iterator[Definition]:
    """Every option that is defined in a known way."""
    yield from oslo_options(module)
    yield from _argparse(module)
    for node, _around in module.sites:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            heading = tuple(d.help for d in decorated(module, node) if d.help)
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and last_name(decorator.func) == "option":
                    yield from _option(module, decorator, "click", heading)
            yield from _typer(module, node, heading)
        elif isinstance(node, ast.ClassDef) and "BaseSettings" in base_names(node):
            yield from _settings(module, node)


def _argparse(module: Module) -> Iterator[Definition]:
    headings: dict[str, tuple[Words, ...]] = {}
    for node, _around in module.sites:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            call = node.value
            made = last_name(call.func)
            if made in ("add_parser", "ArgumentParser", "add_argument_group"):
                above = [module.words(keyword(call, k)) for k in ("help", "description", "title")]
                if made == "add_argument_group":
                    above += [module.words(argument) for argument in call.args]
                told = tuple(w for w in above if w is not None)
                told += headings.get(dotted(call.func).rpartition(".")[0], ())
                for target in node.targets:
                    headings[dotted(target)] = told
            elif made in ("add_mutually_exclusive_group", "add_subparsers"):
                for target in node.targets:
                    headings[dotted(target)] = headings.get(
                        dotted(call.func).rpartition(".")[0], ()
                    )
    for call, _around in module.calls():
        if last_name(call.func) == "add_argument" and isinstance(call.func, ast.Attribute):
            heading = headings.get(dotted(call.func).rpartition(".")[0], ())
            yield from _option(module, call, "argparse", heading)


def _option(
    module: Module, call: ast.Call, tool: str, heading: tuple[Words, ...]
) -> Iterator[Definition]:
    given = [module.text(argument) for argument in call.args]
    flags = [flag for flag in given if flag and flag.startswith("-")]
    # click writes on/off pairs as one string: "--fast/--slow"
    names = tuple(part.strip() for flag in flags for part in re.split(r"[/;]", flag))
    names = tuple(sorted(names, key=lambda n: not n.startswith("--")))
    if not names and (None not in given or not given):
        return  # a positional argument is part of its command's usage
    told = module.words(keyword(call, "help"))
    hidden = is_true(keyword(call, "hidden"))
    hidden = hidden or last_name(keyword(call, "help") or ast.Constant("")) == "SUPPRESS"
    yield Definition(
        OPTION,
        names or ("?",),
        call.lineno,
        tool,
        told,
        hidden,
        heading,
        certain=bool(names),
        node=call,
    )


def _typer(
    module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef, heading: tuple[Words, ...]
) -> Iterator[Definition]:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(named) - len(arguments.defaults))
    defaults += arguments.defaults
    for argument, default in [
        *zip(named, defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]:
        places = [default]
        noted = argument.annotation
        if isinstance(noted, ast.Subscript) and last_name(noted.value) == "Annotated":
            places += noted.slice.elts if isinstance(noted.slice, ast.Tuple) else []
        for place in places:
            if isinstance(place, ast.Call) and dotted(place.func) in ("typer.Option", "Option"):
                flags = [t for t in map(module.text, place.args) if t and t.startswith("-")]
                names = [f for f in flags if f.startswith("--")] or flags
                names = names or ["--" + argument.arg.replace("_", "-")]
                yield Definition(
                    OPTION,
                    tuple(part for name in names for part in name.split("/")),
                    place.lineno,
                    "typer",
                    module.words(keyword(place, "help")),
                    is_true(keyword(place, "hidden")),
                    heading,
                    node=place,
                )


def _settings(module: Module, node: ast.ClassDef) -> Iterator[Definition]:
    prefix = ""
    for statement in ast.walk(node):
        name = statement.arg if isinstance(statement, ast.keyword) else None
        if isinstance(statement, ast.Assign):
            name = dotted(statement.targets[0])
        if name == "env_prefix" and isinstance(statement, ast.Assign | ast.keyword):
            prefix = module.text(statement.value) or ""
    above = docstring(node)
    for field in node.body:
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        name = field.target.id
        if (
            name.startswith("_")
            or name == "model_config"
            or "ClassVar" in ast.dump(field.annotation)
        ):
            continue
        calls = field_calls(field)
        described = next((k for c in calls if (k := keyword(c, "description"))), None)
        alias = [module.text(keyword(c, "validation_alias", "alias")) for c in calls]
        names = (name, (prefix + name).upper(), (prefix + name).lower(), *filter(None, alias))
        yield Definition(
            OPTION,
            tuple(dict.fromkeys(names)),
            field.lineno,
            "pydantic",
            module.words(described),
            any(is_true(keyword(c, "exclude", "hidden")) for c in calls),
            (above,) if above else (),
            node=field,
        )


def field_calls(field: ast.AnnAssign) -> list[ast.Call]:
    """The calls of pydantic's ``Field`` in the value and the annotation of a field."""
    return [
        call
        for place in (field.value, field.annotation)
        if place is not None
        for call in ast.walk(place)
        if isinstance(call, ast.Call) and last_name(call.func) == "Field"
    ]
