"""argparse: the label in the help of the commands and options that features claim."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from coldframe.declare.label import mark, says_preview
from coldframe.runtime.labels.claimed import headed, owner_of_command, owner_of_option

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews


def label_parser(previews: Previews, parser: argparse.ArgumentParser) -> None:
    """Label a parser and all subparsers below it; call it when they are complete.

    A command is called by the words after the program (``loyalty points``).  It says so in its
    own ``--help`` and in the list of the parser above it.  What hides its help stays hidden.
    """
    _label(previews, parser, "")


def _label(previews: Previews, parser: argparse.ArgumentParser, path: str) -> None:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, subparser in action.choices.items():
                command = f"{path} {name}".lstrip()
                if owner_of_command(previews, command):
                    _label_command(previews, action, name, subparser)
                _label(previews, subparser, command)
        elif owner_of_option(previews, *action.option_strings):
            action.help = _marked(previews, action.help)


def _label_command(
    previews: Previews,
    commands: argparse._SubParsersAction[Any],
    name: str,
    subparser: argparse.ArgumentParser,
) -> None:
    description = subparser.description or ""
    if not says_preview(description, previews.label):
        shown = mark(previews.label)
        if "%(prog)" in description:  # only then argparse reads percent signs in it
            shown = shown.replace("%", "%%")
        subparser.description = headed(description, shown)
    listed = [
        line
        for line in commands._choices_actions
        if commands.choices.get(line.dest.partition(" ")[0]) is subparser
    ]
    if not listed:  # a command without a help text is in no list
        line = commands._ChoicesPseudoAction(name, (), "")
        commands._choices_actions.append(line)
        listed = [line]
    for line in listed:
        line.help = _marked(previews, line.help)


def _marked(previews: Previews, text: str | None) -> str:
    if text == argparse.SUPPRESS or says_preview(text or "", previews.label):
        return text or ""
    return headed(text or "", mark(previews.label).replace("%", "%%"))
