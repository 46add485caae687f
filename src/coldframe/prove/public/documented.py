"""Which of the things that a feature shows no page of the docs names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.prove.public.names import NAME

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.public.thing import Thing

_WORD = re.compile(r"[\w./{}<>:*-]+")
# Directives that write the docs of a module, of options and of commands from the code.
_OF_MODULES = re.compile(r"(?:auto(?:module|class|function|summary)::|^:::)\s*([\w.]+)", re.M)
_OF_OPTIONS = re.compile(r"\b(?:show-options|autopydantic\w*)::")
_OF_COMMANDS = re.compile(r"\b(?:click|argparse|autoprogram(?:-cliff)?|typer)::|^::: mkdocs-click")


def undocumented(host: Host, feature: Feature, things: Sequence[Thing]) -> list[Thing]:
    """Those of ``things`` whose names stand on no page.

    The feature's own pages may name them by their last part; any other page of the docs has to
    write the whole name.  What a directive documents from docstrings needs one.
    """
    pages = set(host.places.docs_pages(host.tree))
    own = {path for path in pages if host.places.is_docs_of(path, feature)}
    own |= {
        path
        for path in host.tree.under(feature.path)
        if path.endswith((".md", ".rst", ".txt")) and feature.owns(path)
    }
    text = "\n".join(_text(host, path) for path in sorted(own))
    short, modules = _words(text), set(_OF_MODULES.findall(text))
    options, commands = bool(_OF_OPTIONS.search(text)), bool(_OF_COMMANDS.search(text))
    left = []
    for thing in things:
        named = any(_in(name, short, text) for name in thing.names)
        if thing.kind == NAME:
            automatic = thing.explained and any(
                f"{thing.name}.".startswith(f"{module}.") for module in modules
            )
        else:
            automatic = options if thing.kind == "option" else commands
        if not named and not automatic:
            left.append(thing)
    if not left or pages <= own:
        return left
    others = "\n".join(_text(host, path) for path in sorted(pages - own))
    whole = _words(others)
    return [
        thing
        for thing in left
        if not any(_in(n, whole, others) for n in thing.names if len(n) > 3 and _telling(n))
    ]


def _telling(name: str) -> bool:
    """Whether a name says by itself what it is the name of."""
    return any(mark in name for mark in "./-_ ")


def _in(name: str, words: set[str], text: str) -> bool:
    if " " in name:
        return name in text
    return name in words


def _words(text: str) -> set[str]:
    found = set()
    for word in _WORD.findall(text):
        word = word.strip(".:-")
        found |= {word, word.partition("=")[0], word.lstrip("-"), *word.split(":")}
    return found


def _text(host: Host, path: str) -> str:
    return host.tree.read(path).decode("utf-8", "replace")
