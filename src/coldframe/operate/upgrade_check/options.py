"""The options that the code of a release defines, old names and what is on its way out included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.surface.reading import Module
    from coldframe.operate.upgrade_check.installed import Installed
    from coldframe.operate.upgrade_check.release import Release

_DEFINES = re.compile(rb"Opt\(|BaseSettings")
_TESTS = re.compile(r"(?:^|/)tests?/")


class Options:
    """``certain`` names are whole (``group.option``), ``doubtful`` ones lack their group.

    ``renamed`` maps an old name that still works to the new one, ``leaving`` an option that will
    be removed to since when that is known.
    """

    def __init__(self) -> None:
        self.certain: set[str] = set()
        self.doubtful: set[str] = set()
        self.renamed: dict[str, str] = {}
        self.leaving: dict[str, str] = {}

    def has(self, name: str) -> bool:
        """Whether an option of that name may be defined."""
        bare = name.rpartition(".")[2]
        return name in self.certain or name.upper() in self.certain or bare in self.doubtful

    def surely(self, name: str) -> bool:
        """Whether an option of that name is certainly defined."""
        return name in self.certain or name.upper() in self.certain


def of_release(release: Release, names: Iterable[str]) -> Options:
    """The options of ``names`` in the code of a release; tests are left out."""
    from coldframe.check.places import TEST_FOLDERS

    found, wanted = Options(), _quoted(names)
    tree = release.tree
    for path in tree.search(["Opt(", "BaseSettings"], suffix=".py", without=TEST_FOLDERS):
        if not _TESTS.search(path):
            _read(tree.read(path), wanted, found)
    return found


def of_installed(distributions: Iterable[Installed], names: Iterable[str]) -> Options:
    """The same of what is installed."""
    found, wanted = Options(), _quoted(names)
    for one in distributions:
        for path in one.paths:
            if path.endswith(".py") and not _TESTS.search(path):
                _read(one.read(path), wanted, found)
    return found


def _quoted(names: Iterable[str]) -> re.Pattern[bytes]:
    """Finds a file that may define one of the options, under any spelling of it."""
    bare = {name.rpartition(".")[2] for name in names}
    bare |= {part for name in names if name.isupper() for part in _tails(name.lower())}
    words = sorted({re.escape(each).replace("_", "[-_]") for each in bare if each})
    return re.compile(rb"\b(?:" + "|".join(words or ["\\Z."]).encode() + rb")\b")


def _tails(variable: str) -> Iterator[str]:
    """What may be the field behind an environment variable: it, and it without each prefix."""
    parts = variable.split("_")
    for first in range(len(parts)):
        yield "_".join(parts[first:])


def _read(data: bytes, wanted: re.Pattern[bytes], found: Options) -> None:
    if not _DEFINES.search(data) or not wanted.search(data):
        return
    from coldframe.check.surface.options import options
    from coldframe.check.surface.reading import Module
    from coldframe.source.python.parse import parse

    module = Module(parse(data).tree)
    for one in options(module):
        if one.tool not in ("oslo.config", "pydantic") or "?" in one.names:
            continue
        if one.tool == "pydantic":
            found.certain |= {name.upper() for name in one.names[1:]}
        elif one.certain:
            found.certain |= {*_plain(one.names)}
        else:
            found.doubtful |= {*one.names}
    _deprecations(module, found)


def _plain(names: Iterable[str]) -> Iterator[str]:
    return (name.removeprefix("DEFAULT.") for name in names)


def _deprecations(module: Module, found: Options) -> None:
    from coldframe.check.surface.oslo import group_names
    from coldframe.check.surface.oslo_names import joined, old_names
    from coldframe.check.surface.reading import is_true, keyword, last_name

    groups = group_names(module)
    for call, _around in module.calls():
        name = module.text(call.args[0]) if call.args else None
        if not name or not last_name(call.func).endswith("Opt"):
            continue
        if last_name(call.func) == "DeprecatedOpt":
            continue
        group = groups.get(id(call))
        new = joined(group, name)
        if is_true(keyword(call, "deprecated_for_removal")):
            found.leaving[new] = module.text(keyword(call, "deprecated_since")) or ""
        for old in old_names(module, call, group, name):
            found.renamed[old] = new
