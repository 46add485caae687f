"""The command list and the help of a cliff program say which commands are previews."""

from __future__ import annotations

import io
from importlib.metadata import EntryPoint

import pytest
from cliff.app import App
from cliff.command import Command
from cliff.commandmanager import CommandManager

from coldframe.runtime.labels.cliff_help import label_commands


class Show(Command):
    """Show all points."""

    def take_action(self, parsed_args: object) -> None:
        self.app.stdout.write(f"points of {type(self).__name__}\n")


class Late(Show):
    """Show points

    This is experimental.
    """


class Told(Show):
    """Show points (experimental)."""


class Lazy(Show):
    """Not read."""

    def get_description(self) -> str:
        return "Show sales."


def shown(commands, line: str) -> str:
    manager = CommandManager("shop.commands.of.nobody")
    manager.add_command("loyalty show", Show)
    manager.add_command("loyalty late", Late)
    manager.add_command("loyalty told", Told)
    manager.add_command("loyalty lazy", Lazy)
    manager.add_command("sales", Show)
    for _ in range(2):
        label_commands(commands, manager)
    out = io.StringIO()
    app = App("A shop.", "1.0", manager, stdout=out, stderr=out, deferred_help=True)
    try:
        app.run(line.split())
    except SystemExit as left:
        assert left.code in (0, None)
    return " ".join(out.getvalue().split())


def test_the_list_of_commands(commands) -> None:
    said = shown(commands, "--help")
    assert "loyalty show [preview] Show all points" in said
    assert "loyalty late [preview] Show points" in said
    assert "loyalty told Show points (experimental)" in said
    assert "loyalty lazy [preview] Show sales" in said
    assert "sales Show all points" in said
    assert said.count("[preview]") == 3


@pytest.mark.parametrize("line", ["help loyalty show", "loyalty show --help"])
def test_the_help_of_a_command(commands, line: str) -> None:
    assert shown(commands, line).count("[preview] Show all points.") == 1


def test_a_stable_command_of_the_same_class_has_none(commands) -> None:
    assert "[preview]" not in shown(commands, "help sales")


def test_commands_run_as_before_and_are_loaded_by_nobody_else(commands) -> None:
    assert shown(commands, "loyalty show") == "points of Show"
    manager = CommandManager("shop.commands.of.nobody")
    manager.commands["loyalty gone"] = EntryPoint("gone", "there.is.none:Such", "shop.commands")
    label_commands(commands, manager)
    entry = manager.commands["loyalty gone"]
    assert entry.value == "there.is.none:Such"
    label_commands(commands, manager)
    assert manager.commands["loyalty gone"] is entry
