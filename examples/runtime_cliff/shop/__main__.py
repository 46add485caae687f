"""python -m shop"""

import importlib
import sys

from cliff.app import App
from cliff.command import Command
from cliff.commandmanager import CommandManager

from coldframe.runtime.labels.cliff_help import label_commands
from shop.previews import previews


class Buy(Command):
    """Buy something."""

    def take_action(self, parsed_args):
        self.app.stdout.write("paid\n")


def shop() -> App:
    """The program with its commands."""
    manager = CommandManager("shop.commands")
    manager.add_command("buy", Buy)
    if previews.enabled("loyalty"):
        commands = importlib.import_module("shop.preview.loyalty.commands")
        manager.add_command("loyalty show", commands.Show)
    label_commands(previews, manager)
    return App("A little shop.", "1.0.0", manager, deferred_help=True)


if __name__ == "__main__":
    sys.exit(shop().run(sys.argv[1:]))
