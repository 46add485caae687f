"""The declared surfaces: what each is called, and who reads, compares and judges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coldframe.check.host import Host
    from coldframe.compat.change import Change
    from coldframe.compat.declared.difference import Difference
    from coldframe.compat.rule import SurfaceRule


class Kind(NamedTuple):
    """A surface: ``name`` is its folder, if that is not given, ``thing`` what one entry is called.

    ``container`` is the type of all entries together.  ``judges``: it is compared by rules of
    another surface, which ``changes`` applies, instead of its own.
    What it is made of is loaded when it is first asked for.
    """

    name: str
    thing: str
    container: str
    folder: str = ""
    judges: bool = False

    def _of(self, module: str, name: str) -> Any:
        folder = self.folder or self.name
        return getattr(import_module(f"coldframe.compat.{folder}.{module}"), name)

    @property
    def entries(self) -> Any:
        """The type of all entries together: a named tuple whose first field is ``all``."""
        return self._of("entry", self.container)

    @property
    def read(self) -> Callable[[Host], Any]:
        """Reads the surface of a host."""
        read: Callable[[Host], Any] = self._of("read", f"read_{self.folder or self.name}")
        return read

    @property
    def words(self) -> tuple[str, ...]:
        """Texts of which every module that defines such a thing has one; empty: it is in none."""
        module = import_module(f"coldframe.compat.{self.folder or self.name}.read")
        words: tuple[str, ...] = getattr(module, "WORDS", ())
        return words

    @property
    def differences(self) -> Callable[[Any, Any], Iterator[Difference]]:
        """Compares two."""
        compare: Callable[[Any, Any], Iterator[Difference]] = self._of(
            "compare", f"{self.thing}_differences"
        )
        return compare

    @property
    def changes(self) -> Callable[[Any, Any], list[Change]]:
        """Compares two and judges each difference, if it ``judges``."""
        compare: Callable[[Any, Any], list[Change]] = self._of("compare", f"{self.thing}_changes")
        return compare

    @property
    def rules(self) -> Mapping[str, SurfaceRule]:
        """What is said of each difference, by the name of the rule."""
        rules: Mapping[str, SurfaceRule] = self._of("rules", "BY_NAME")
        return rules


OPTIONS = Kind("options", "option", "Options")
ENTRY_POINTS = Kind("entry_points", "entry_point", "EntryPoints")
COMMANDS = Kind("commands", "command", "Commands")
TABLES = Kind("tables", "table", "Tables")
REST = Kind("rest", "attribute", "Attributes", "attribute_maps", judges=True)
KINDS = (OPTIONS, COMMANDS, ENTRY_POINTS, TABLES, REST)
