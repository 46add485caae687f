"""click and typer: the label in the help of the commands and options that features claim.

typer has a copy of click of its own, so commands are known by what they have and not by their
class.  Where its help is rich's markup, ``[preview]`` would be a tag and vanish: it is escaped.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from coldframe.declare.label import mark, says_preview
from coldframe.runtime.labels.claimed import headed, owner_of_command, owner_of_option

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews


def label_commands(previews: Previews, command: Any) -> None:
    """Label a `click.Command` or group and all commands below it, when they are complete.

    Of typer, give what ``typer.main.get_command(app)`` makes, and run that.  A command is called
    by the words after the program (``loyalty points``).  Commands that a group loads only when
    they are asked for are not loaded, and not labelled.
    """
    _label(previews, command, "")


def _label(previews: Previews, command: Any, path: str) -> None:
    for param in command.params:
        if hasattr(param, "help") and owner_of_option(previews, *param.opts):
            param.help = _marked(previews, command, param.help or "")
    if path and owner_of_command(previews, path):
        if command.short_help:
            command.short_help = _marked(previews, command, command.short_help)
        command.help = _marked(
            previews, command, command.help or "", "" if command.short_help else _listed(command)
        )
    for name, below in getattr(command, "commands", {}).items():
        _label(previews, below, f"{path} {name}".lstrip())


def _listed(command: Any) -> str:
    """What the list of commands shows of a command: the beginning of its help."""
    return str(command.get_short_help_str())


def _marked(previews: Previews, command: Any, text: str, seen: str = "") -> str:
    """The text with the label, unless ``seen`` (all of the text by default) says it."""
    shown = mark(previews.label)
    if getattr(command, "rich_markup_mode", None) == "rich":
        from rich.markup import escape

        text = text.replace(escape(shown), shown).replace(shown, escape(shown))
        shown = escape(shown)
    return text if says_preview(seen or text, previews.label) else headed(cleandoc(text), shown)
