"""cliff, and with it python-openstackclient: the label in descriptions and the list of commands."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

from coldframe.declare.label import mark, says_preview
from coldframe.runtime.labels.claimed import headed, owner_of_command

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews


def label_commands(previews: Previews, manager: Any) -> None:
    """Label the commands of a `cliff.commandmanager.CommandManager` that features claim.

    Nothing is loaded for it: a command gets its label when cliff loads it.  Commands that the
    manager gets later need another call.
    """
    for name, entry in manager.commands.items():
        if not isinstance(entry, _Labelled) and owner_of_command(previews, name):
            manager.commands[name] = _Labelled(previews, entry)


class _Labelled:
    """An entry point whose command says that it is a preview."""

    def __init__(self, previews: Previews, entry: Any) -> None:
        self._previews = previews
        self._entry = entry

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)

    def load(self) -> Any:
        return labelled(self._previews, self._entry.load())


def labelled(previews: Previews, command: type[Any]) -> type[Any]:
    """A subclass whose description begins with the label, unless its first line says it.

    A subclass, because the same class may serve a stable command as well.
    """

    def get_description(self: Any) -> str:
        said = str(command.get_description(self))
        if says_preview(said.partition("\n")[0], previews.label):
            return said
        return headed(said, mark(previews.label))

    def fill(namespace: dict[str, Any]) -> None:
        namespace["get_description"] = get_description
        for same in ("__module__", "__qualname__", "__doc__"):  # cliff asks whose command it is
            namespace[same] = getattr(command, same)

    return types.new_class(command.__name__, (command,), exec_body=fill)
