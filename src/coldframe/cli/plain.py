"""Reads the commonest command lines without argparse, which costs a tenth of a short run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any


class NotPlain(Exception):
    """This command line is for argparse."""


class _Collected:
    """Takes ``add_argument`` calls as a parser does, and keeps defaults and flags."""

    def __init__(self) -> None:
        self.epilog: str | None = None
        self.values: dict[str, Any] = {}
        self.flags: dict[str, str] = {}

    def add_argument(self, *names: str, **options: Any) -> None:
        if names[0][:1] != "-":
            if options.get("nargs") != "?":
                raise NotPlain
            name = names[0]
        else:
            long = next((n for n in names if n.startswith("--")), names[0])
            name = options.get("dest") or long.lstrip("-").replace("-", "_")
        switch = options.get("action") == "store_true"
        odd = options.get("action", "append") != "append" and not switch
        if odd or options.get("required"):
            raise NotPlain
        self.values[name] = options.get("default", False if switch else None)
        if switch:
            self.flags.update(dict.fromkeys(names, name))


def plain(add_arguments: Callable[[Any], None], words: Sequence[str]) -> SimpleNamespace:
    """What argparse would make of ``words``, if all of them are switches.

    Raises NotPlain for every other command line, right or wrong.
    """
    collected = _Collected()
    try:
        add_arguments(collected)
        switched = [collected.flags[word] for word in words]
    except (AttributeError, KeyError):
        raise NotPlain from None
    return SimpleNamespace(**{**collected.values, **dict.fromkeys(switched, True)})
