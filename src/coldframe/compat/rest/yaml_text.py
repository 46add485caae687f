"""YAML as JSON: no tags, no dates, and no documents that are larger than they look."""

from __future__ import annotations

from typing import Any

from coldframe.declare.mistake import Mistake

_FARTHEST = 5_000_000  # values in one document; the largest public ones have some 500,000
_DEEPEST = 400


def read(text: str, path: str) -> Any:
    """The value of the YAML document ``text``.

    Raises Mistake with path and line for text that is no YAML, for a second document, for tags,
    and for aliases that repeat themselves or blow the document up.
    """
    import yaml

    fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(fastest):  # type: ignore[misc]
        """Scalars as in JSON: a day is a text, and `yes` is one, too."""

        yaml_implicit_resolvers: dict[str, list[Any]] = {}

    _json_scalars(Loader)
    try:
        value = yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Mistake(
            f"no YAML: {error.problem or error.context}",
            "Mend the document; any YAML checker shows the place.",
            path,
            mark.line + 1 if mark else None,
        ) from None
    except yaml.YAMLError as error:
        raise Mistake(
            f"no YAML: {str(error).splitlines()[0]}", "Mend the document.", path
        ) from None
    except (RecursionError, ValueError, OverflowError, TypeError) as error:
        raise Mistake(f"no document that can be read: {error}", "Mend it.", path) from None
    _measure(value, path)
    return value


def _json_scalars(loader: Any) -> None:
    import re

    forms = (
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("int", r"[-+]?(?:0|[1-9][0-9]*)|0x[0-9a-fA-F]+|0o[0-7]+", "-+0123456789"),
        (
            "float",
            r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+",
            "-+.0123456789",
        ),
        ("merge", r"<<", "<"),
    )
    for name, form, first in forms:
        loader.add_implicit_resolver(
            f"tag:yaml.org,2002:{name}", re.compile(rf"^(?:{form})$"), list(first)
        )


def _measure(value: Any, path: str) -> None:
    """Aliases make one value stand in many places: count the places, not the values."""
    sizes: dict[int, int] = {}
    open_now: set[int] = set()
    stack: list[tuple[Any, bool]] = [(value, False)]
    while stack:
        one, done = stack.pop()
        if not isinstance(one, dict | list):
            continue
        key = id(one)
        if isinstance(one, dict) and not all(type(name) is str for name in one):
            _name(one)
        inner = one.values() if isinstance(one, dict) else one
        if done:
            open_now.discard(key)
            sizes[key] = 1 + sum(sizes.get(id(each), 1) for each in inner)
            if sizes[key] > _FARTHEST:
                raise Mistake(
                    f"its aliases stand for more than {_FARTHEST:,} values",
                    "Write it without aliases that repeat aliases.",
                    path,
                )
        elif key in open_now:
            raise Mistake(
                "an alias stands for a value that contains it",
                "A document is a tree: use $ref for what refers to itself.",
                path,
            )
        elif key not in sizes:
            open_now.add(key)
            if len(open_now) > _DEEPEST:
                raise Mistake(
                    f"values are nested more than {_DEEPEST} deep", "Flatten it with $ref.", path
                )
            stack.append((one, True))
            stack.extend((each, False) for each in inner if isinstance(each, dict | list))


def _name(mapping: dict[Any, Any]) -> None:
    """Every key is a text, as in JSON: a response is under "200", not under 200."""
    import json

    items = list(mapping.items())
    mapping.clear()
    for name, value in items:
        mapping[name if isinstance(name, str) else json.dumps(name, default=str)] = value
