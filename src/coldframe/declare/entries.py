"""Reads typed values out of a TOML table, and says what is wrong with them, where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.declare.toml_lines import Where
    from coldframe.declare.toml_source import TomlSource

TEXT, TEXTS, NUMBER, FLAG = "a string", "a list of strings", "a whole number", "true or false"
TABLE, TABLES, LIST = "a table", "an array of tables", "a list"
DECIMAL = "a number"


class Key(NamedTuple):
    """A key that may be written: what it takes, and an example line."""

    kind: str
    example: str
    choices: tuple[str, ...] = ()


class Entries:
    """One table of a file; ``keys`` are those that may be written in it."""

    def __init__(
        self,
        source: TomlSource,
        values: Mapping[str, Any],
        where: Where,
        keys: Mapping[str, Key],
        elsewhere: Iterable[str] = (),
    ) -> None:
        self.source = source
        self.values = values
        self.where = where
        self.keys = keys
        for name in values:
            if name not in keys:
                raise unknown_key(name, keys, self.path, self.line(name), elsewhere)

    @property
    def path(self) -> str:
        return self.source.path

    def line(self, *place: str | int) -> int:
        """The line of a key or element of this table."""
        return self.source.lines.get((*self.where, *place), 1)

    def mistake(self, what: str, remedy: str, *place: str | int) -> Mistake:
        """A mistake at a key of this table."""
        return Mistake(what, remedy, self.path, self.line(*place))

    def wrong(self, name: str, kind: str, value: Any, *place: str | int) -> Mistake:
        """A value of a wrong type."""
        return self.mistake(
            f"{name} is {shown(value)}, {kind_of(value)}; it must be {kind}",
            f"Write for example: {self.keys[name].example}",
            *(place or (name,)),
        )

    def text(self, name: str, default: str = "") -> str:
        """A string; one of the key's choices, if it has any."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise self.wrong(name, TEXT, value)
        choices = self.keys[name].choices
        if choices and value not in choices and name in self.values:
            raise self.mistake(
                f"{name} is {shown(value)}; it must be one of {listed(choices)}",
                nearest(value, choices) or f"Write for example: {self.keys[name].example}",
                name,
            )
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings, none of them empty."""
        value = self.values.get(name, [])
        if isinstance(value, str):
            raise self.mistake(
                f"{name} is {shown(value)}, a string; it must be a list of strings",
                f"Write: {name} = [{shown(value)}]",
                name,
            )
        if not isinstance(value, list):
            raise self.wrong(name, TEXTS, value)
        for index, item in enumerate(value):
            if not isinstance(item, str):
                raise self.mistake(
                    f"{name} contains {shown(item)}, {kind_of(item)}; it must be {TEXTS}",
                    f"Write for example: {self.keys[name].example}",
                    name,
                    index,
                )
            if not item.strip():
                raise self.mistake(
                    f"{name} contains an empty string", "Fill it in or take it out.", name, index
                )
        return tuple(value)

    def checked_texts(self, name: str, wrong: Callable[[str], str]) -> tuple[str, ...]:
        """A list of strings for each of which ``wrong`` has nothing to say."""
        texts = self.texts(name)
        for index, text in enumerate(texts):
            if why := wrong(text):
                raise self.mistake(
                    f"{name} contains {text!r}: {why}",
                    f"Write for example: {self.keys[name].example}",
                    name,
                    index,
                )
        return texts

    def number(self, name: str, default: int) -> int:
        """A whole number, at least 1."""
        value = self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(name, NUMBER, value)
        if value < 1:
            raise self.mistake(
                f"{name} is {value}; it must be at least 1",
                f"Write for example: {self.keys[name].example}",
                name,
            )
        return value

    def decimal(self, name: str, least: float, most: float) -> float:
        """A number that is written, from ``least`` to ``most``."""
        value = self.values[name]
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong(name, DECIMAL, value)
        if not least <= value <= most:  # refuses nan, too
            upwards = f"at least {least:g}"
            raise self.mistake(
                f"{name} is {value}; it must be "
                + (upwards if most == float("inf") else f"from {least:g} to {most:g}"),
                f"Write for example: {self.keys[name].example}",
                name,
            )
        return float(value)

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, FLAG, value)
        return value

    def table(self, name: str, keys: Mapping[str, Key], elsewhere: Iterable[str] = ()) -> Entries:
        """A table in this table; an empty one if it is not written."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, TABLE, value)
        return Entries(self.source, value, (*self.where, name), keys, elsewhere)

    def tables(self, name: str, keys: Mapping[str, Key]) -> list[Entries]:
        """The tables of an array of tables."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise self.wrong(name, TABLES, value)
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                raise self.wrong(name, TABLES, item, name, index)
        return [
            Entries(self.source, item, (*self.where, name, index), keys)
            for index, item in enumerate(value)
        ]

    def free_table(self, name: str) -> dict[str, str]:
        """A table whose keys are names of the host's own; its values are strings."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, TABLE, value)
        for key, item in value.items():
            if not isinstance(item, str):
                # A dotted key that was not quoted has become a table.
                quote = (
                    f'Write the key in quotes: "{key}.…" = "…"' if isinstance(item, dict) else ""
                )
                raise self.mistake(
                    f"{name}.{key} is {shown(item)}, {kind_of(item)}; it must be a string",
                    quote or f"Write for example: {self.keys[name].example}",
                    name,
                    key,
                )
        return dict(value)

    def dotted_lines(self) -> dict[str, int]:
        """The line of each dotted key of this table and all tables in it."""
        depth = len(self.where)
        return {
            ".".join(map(str, place[depth:])): line
            for place, line in self.source.lines.items()
            if len(place) > depth and place[:depth] == self.where
        }


def unknown_key(
    name: str, keys: Iterable[str], path: str, line: int, elsewhere: Iterable[str] = ()
) -> Mistake:
    """The mistake for a key that is not known, with the nearest that is."""
    known = sorted(keys)
    remedy = nearest(name, known)
    if not remedy:
        moved = [key for key in elsewhere if key.rsplit(".", 1)[-1] == name.replace("-", "_")]
        remedy = f"It belongs elsewhere: {moved[0]}" if moved else f"Known keys: {', '.join(known)}"
    return Mistake(f"unknown key {name!r}", remedy, path, line)


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence with what was probably meant, or ``""``."""
    known = list(known)
    underscored = name.strip().lower().replace("-", "_").replace(" ", "_")
    if underscored in known:
        return f"Write {underscored!r}."
    import difflib

    close = difflib.get_close_matches(underscored, known, 1, 0.6)
    return f"Did you mean {close[0]!r}?" if close else ""


def listed(words: Iterable[str]) -> str:
    """``'a', 'b' or 'c'``."""
    *most, last = map(repr, words)
    return f"{', '.join(most)} or {last}" if most else last


def kind_of(value: Any) -> str:
    """What a TOML value is, in words."""
    kinds = {
        str: "a string",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return kinds.get(type(value), "a date or time")


def shown(value: Any) -> str:
    """A value as TOML writes it, cut if it is long."""
    if isinstance(value, str):
        import json

        text = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, list):
        text = "[" + ", ".join(map(shown, value)) + "]"
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key} = {shown(item)}" for key, item in value.items()) + "}"
    else:
        text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."
