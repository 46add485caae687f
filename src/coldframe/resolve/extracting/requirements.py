"""What the new project requires: its host, and of the host's requirements those it uses."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.optional.distributions import modules_of
from coldframe.resolve.belonging.belonging import CODE, EXTRAS
from coldframe.resolve.metadata.ranges import parsed, same_name
from coldframe.resolve.plan import Left
from coldframe.resolve.splitting.needs import imports

if TYPE_CHECKING:
    from coldframe.resolve.belongings import Belongings
    from coldframe.resolve.extracting.layout import Layout


class Required(NamedTuple):
    """Requirements: always, by extra, and for the tests.

    ``left`` are imports that no requirement is known to bring along, ``perhaps`` modules of
    that kind which are imported only sometimes.
    """

    always: tuple[str, ...]
    extras: dict[str, tuple[str, ...]]
    tests: tuple[str, ...]
    left: tuple[Left, ...] = ()
    perhaps: tuple[str, ...] = ()


class _Used(NamedTuple):
    """One imported name: where it is new, and whether the import may fail."""

    name: str
    path: str
    line: int
    hard: bool


def required(
    layout: Layout, found: Belongings, host: str, runner: str, also: Iterable[str] = ()
) -> Required:
    """What the feature's code and tests need; ``host`` is the requirement of the host itself.

    ``also`` are modules that are needed besides.

    The host's requirements are repeated where the code imports them itself, because what a
    host requires may change.  An import that may fail, of something that the host has in an
    extra, becomes an extra.
    """
    from coldframe.resolve.adopting.needs import needs
    from coldframe.resolve.metadata.extras import extras

    known = needs(layout.host.tree)
    all_extras = extras(layout.host.tree)
    own = {one.name for one in found.certain(EXTRAS)}
    others = {name: lines for name, lines in all_extras.items() if name not in own}
    task = _Task(layout)
    for name in own:
        task.take(task.always, _bare(all_extras[name]))
    at_hand = _bare([*known.always, *(line for lines in others.values() for line in lines)])
    task.take(task.always, [_match(name, at_hand) or name for name in also])
    code = [one for one in task.used((CODE,)) if not _match(one.name, task.always)]
    code = task.meet(code, known.always, task.always)
    for one in list(code):
        for extra, lines in others.items():
            line = _match(one.name, _bare(lines))
            if line:
                task.take(task.always if one.hard else task.extras.setdefault(extra, []), [line])
                code.remove(one)
                break
    tests = [one for one in task.used(None) if not _match(one.name, [*task.always])]
    tests = [one for one in tests if not any(_match(one.name, e) for e in task.extras.values())]
    if runner:
        task.take(task.tests, _running(runner, _bare(known.tests)))
    tests = [one for one in tests if not _match(one.name, task.tests)]
    tests = task.meet(tests, [*known.tests, *known.always], task.tests)
    for lines in others.values():
        tests = task.meet(tests, _bare(lines), task.tests)
    unmet = sorted([*code, *tests], key=lambda one: one.hard)
    left = {one.name.partition(".")[0]: one for one in unmet}
    return Required(
        tuple(filter(None, (host, *task.always))),
        {name: tuple(lines) for name, lines in task.extras.items() if lines},
        tuple(task.tests),
        tuple(
            Left(
                one.path,
                one.line,
                f"import {one.name.partition('.')[0]}",
                "no requirement of the host's is known to bring this along: require it, if it"
                " has to be installed",
            )
            for one in left.values()
            if one.hard
        ),
        tuple(sorted({top for top, one in left.items() if not one.hard})),
    )


class _Task:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.always: list[str] = []
        self.extras: dict[str, list[str]] = {}
        self.tests: list[str] = []
        tops = {layout.home.package.partition(".")[0], layout.feature.module.partition(".")[0]}
        tree = layout.host.tree
        for path in tree.paths():
            for start in {layout.source_root, layout.project, ""}:
                if path.startswith(start) and path.endswith(".py"):
                    tops.add(path[len(start) :].partition("/")[0].removesuffix(".py"))
        self.own = tops

    def used(self, kinds: tuple[str, ...] | None) -> Iterator[_Used]:
        """What the new files of ``kinds`` import (None: all but code), without what is there."""
        for one in self.layout.placed:
            wanted = one.kind in kinds if kinds else one.kind != CODE
            if not one.source.endswith(".py") or not wanted:
                continue
            beside = one.source.rpartition("/")[0]
            package = self.layout.module(one.source)
            if not one.source.endswith("/__init__.py"):
                package = package.rpartition(".")[0]
            data = self.layout.host.tree.read(one.source)
            lines = data.splitlines()
            for name, line, hard in imports(data, package):
                top = name.partition(".")[0]
                sibling = self.layout.host.tree.exists(f"{beside}/{top}.py")
                if not top or top in sys.stdlib_module_names or top in self.own or sibling:
                    continue
                # Below an `if`, such as `if is_peft_available()`, it is needed only sometimes.
                yield _Used(name, one.path, line, hard and not lines[line - 1][:1].isspace())

    def meet(self, used: list[_Used], lines: Iterable[str], into: list[str]) -> list[_Used]:
        """Take those of ``lines`` that bring what is used; the rest of ``used``."""
        rest = []
        lines = _bare(lines)
        for one in used:
            line = _match(one.name, lines)
            if line:
                self.take(into, [line])
            else:
                rest.append(one)
        return rest

    @staticmethod
    def take(into: list[str], lines: Iterable[str]) -> None:
        """Add ``lines``, each once."""
        into += [line for line in dict.fromkeys(lines) if line not in into]


def _bare(lines: Iterable[str]) -> list[str]:
    """The requirements among ``lines`` of a requirements file, without comments."""
    return [bare for line in lines if (bare := line.split(" #")[0].strip()) and parsed(bare)]


def _match(name: str, lines: Iterable[str]) -> str:
    """The requirement that brings the module ``name`` along, as far as its name tells."""
    for line in lines:
        requirement = parsed(line)
        for module in modules_of(requirement.name) if requirement else ():
            if f"{name}.".startswith(f"{module}."):
                return line
    return ""


def _running(runner: str, lines: list[str]) -> list[str]:
    """What runs the tests: with its plugins, which tests use without importing them."""
    found = [_match(runner, lines) or runner]
    for line in lines:
        requirement = parsed(line)
        if requirement and same_name(requirement.name).startswith(f"{runner}-"):
            found.append(line)
    return found


def requirement_of(host: str, version: str) -> str:
    """``host`` in ``version`` or newer; of a version of a checkout the part behind ``+`` is cut."""
    public = version.partition("+")[0]
    return f"{host}>={public}" if public else host
