"""Tries a tree without a feature, part by part, and what fails once more with it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.check.packaging.packaging import Packaging
from coldframe.declare.mistake import Mistake
from coldframe.prove.absence.imports import Failure, Importing, Tried, stable_modules
from coldframe.prove.absence.records import IMPORTS, NAMES, PARTS, STARTS, TESTS, WHEELS, Part
from coldframe.prove.absence.running import Ran, run
from coldframe.prove.absence.suite import RUNNERS
from coldframe.prove.absence.surroundings import ask, environment, write_metadata
from coldframe.prove.evidence.fact import ERROR, PASSED, SKIPPED
from coldframe.resolve.absence.comparing import told, with_command
from coldframe.resolve.absence.testing import Testing
from coldframe.resolve.absence.wheels import Wheels, wheels

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.absence.ground import Ground
    from coldframe.resolve.absence.left_out import LeftOut


class Trial:
    """One copy of the tree of ``host``, in which ``feature`` comes and goes."""

    def __init__(
        self,
        host: Host,
        feature: Feature,
        out: LeftOut,
        ground: Ground,
        python: str,
        tops: tuple[str, ...],
        timeout: float,
        say: Callable[[str], None],
    ) -> None:
        from coldframe.check.probe.ground import import_root

        self._host, self._feature, self._out, self._ground = host, feature, out, ground
        self._timeout, self._say = timeout, say
        self._roots = tuple(
            os.path.join(ground.root, root).rstrip(os.sep)
            for root in sorted({import_root(tree) for tree in host.preview_trees})
        )
        self._name = _distribution(host)
        self._python = ask(python, self._name, RUNNERS)
        if self._python.trouble:
            raise Mistake(
                self._python.trouble,
                "Give the interpreter in which the host is installed: --python PATH",
            )
        self._tops = tops
        self._points = Packaging(out.tree).entry_points
        self._found: dict[str, Part] = {}
        self._failures: dict[str, Failure] = {}
        self._smoked: Ran | None = None
        self._testing: Testing | None = None
        self._packed = Wheels(Part(WHEELS, SKIPPED))

    def parts(self, tests: Sequence[str], skip: Collection[str]) -> tuple[Part, ...]:
        """All parts, each as far as it is not to be skipped."""
        self._found = {part: Part(part, SKIPPED) for part in skip}
        modules = list(stable_modules(self._host))
        values = list(dict.fromkeys(point.value for point in self._points))
        words = {IMPORTS: modules, STARTS: values}
        words = {part: those for part, those in words.items() if part not in skip}
        self._leave_out()
        self._load(words)
        if STARTS not in skip and self._host.settings.smoke:
            self._smoked = self._smoke(self._gone)
        if TESTS not in skip:
            self._testing = self._tests(tests)
            self._testing.without()
        if WHEELS not in skip:
            place, alone = self._ground.place("wheels"), self._importing(self._gone)
            self._packed = wheels(self._host, self._feature, alone, modules, place, self._say)
        self._compare(words)
        if self._testing is not None:
            self._found[TESTS] = self._testing.part()
        if NAMES not in skip:
            self._found[NAMES] = self._out.names
        return tuple(self._found[part] for part in PARTS)

    def _load(self, words: Mapping[str, Sequence[str]]) -> None:
        """Import the modules and load the entry points in ``words``, all in one process."""
        if not words:
            return
        begun = time.monotonic()
        modules, values = words.get(IMPORTS, ()), words.get(STARTS, ())
        many = len(modules) + len(values)
        self._say(f"importing {many} modules and entry points without {self._feature.name}")
        tried = self._importing(self._gone).tried(modules, values)
        self._failures = tried.failures
        outcome, notes = (ERROR, (tried.trouble,)) if tried.trouble else (PASSED, ())
        seconds = time.monotonic() - begun
        for part, those in words.items():
            self._found[part] = Part(part, outcome, len(those), notes=notes, seconds=seconds)

    def _compare(self, words: Mapping[str, Sequence[str]]) -> None:
        """Try what failed once more with the feature, and say what fails only without it."""
        failures = {**self._failures, **{one.what: one for one in self._packed.failures}}
        smoke = self._smoked is not None and not self._smoked.works
        tests = self._testing if self._testing is not None and self._testing.failed else None
        with_it, smoked = Tried({}), None
        if failures or smoke or tests:
            self._say("trying once more what failed, with the feature")
            self._put_back()
            points = [value for value in words.get(STARTS, ()) if value in failures]
            modules = [name for name in failures if name not in points]
            with_it = self._importing(()).tried(modules, points)
            smoked = self._smoke(()) if smoke else None
            if tests:
                tests.with_the_feature()
            if tests and tests.breaks:
                self._leave_out()
                tests.confirm()
        for part, those in words.items():
            known = set(those)
            mine = [one for what, one in self._failures.items() if what in known]
            self._found[part] = told(self._found[part], mine, with_it, self._feature.module)
        if self._smoked is not None:
            self._found[STARTS] = with_command(
                self._found[STARTS], self._host.settings.smoke, self._smoked, smoked
            )
        self._found[WHEELS] = told(
            self._packed.part, self._packed.failures, with_it, self._feature.module
        )

    @property
    def _gone(self) -> tuple[str, ...]:
        return (self._feature.module,)

    def _leave_out(self) -> None:
        self._ground.take_out(self._out.changes)
        self._metadata(self._points)

    def _put_back(self) -> None:
        self._ground.put_back()
        self._metadata(self._host.packaging.entry_points)

    def _metadata(self, points: Iterable[object]) -> None:
        if self._name:
            write_metadata(self._folder, self._name, self._python.metadata, points)  # type: ignore[arg-type]

    @cached_property
    def _folder(self) -> str:
        return self._ground.place("metadata")

    @property
    def _path(self) -> tuple[str, ...]:
        return (self._folder, *self._roots)

    def _importing(self, gone: tuple[str, ...]) -> Importing:
        return Importing(
            self._python.path,
            self._ground.root,
            self._roots,
            (self._folder,),
            self._tops,
            gone,
            self._timeout,
        )

    def _smoke(self, gone: tuple[str, ...]) -> Ran:
        """Run the smoke test of the settings, as the tree is now."""
        import shlex

        words = shlex.split(self._host.settings.smoke)
        if words[0] in ("python", "python3"):
            words[0] = self._python.path
        self._say("running the smoke test")
        variables = environment(self._python.path, self._path, gone, {})
        log = os.path.join(self._ground.place("record"), "smoke.log")
        return run(words, self._ground.place("empty"), variables, log, self._timeout)

    def _tests(self, paths: Sequence[str]) -> Testing:
        return Testing(
            self._host,
            self._feature,
            self._out.needing,
            self._ground,
            self._python,
            self._path,
            tuple(paths),
            self._timeout,
            lambda modules: self._importing(()).tried(modules).failures,
            self._say,
        )


def _distribution(host: Host) -> str:
    from coldframe.resolve.splitting.metadata import project_of

    try:
        return str(project_of(host, [])["name"])
    except Mistake:
        return ""
