"""Tries a tree without a feature, part by part, and what fails once more with it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.check.packaging.packaging import Packaging
from coldframe.declare.mistake import Mistake
from coldframe.prove.absence.imports import Failure, Importing, by_cause, stable_modules
from coldframe.prove.absence.records import (
    IMPORTS,
    NAMES,
    STARTS,
    TESTS,
    WHEELS,
    Break,
    Part,
    judged,
)
from coldframe.prove.absence.running import Ran, run
from coldframe.prove.absence.suite import RUNNERS
from coldframe.prove.absence.surroundings import ask, environment, write_metadata
from coldframe.prove.evidence.fact import ERROR, PASSED, SKIPPED
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

    def parts(self, tests: Sequence[str], skip: Collection[str]) -> tuple[Part, ...]:
        """All parts, each as far as it is not to be skipped."""
        modules = stable_modules(self._host)
        values = [point.value for point in self._points] if STARTS not in skip else []
        self._ground.take_out(self._out.changes)
        self._metadata(self._points)
        alone = self._importing(gone=True)
        found = {part: Part(part, SKIPPED, notes=("Skipped.",)) for part in skip}
        failures: dict[str, Failure] = {}
        for part, words, many in (
            (IMPORTS, modules if IMPORTS not in skip else (), "modules"),
            (STARTS, values, "entry points"),
        ):
            if part in skip:
                continue
            begun = time.monotonic()
            self._say(f"importing {len(words)} {many} without {self._feature.name}")
            tried = alone.tried(words) if part == IMPORTS else alone.tried((), words)
            failures |= tried.failures
            outcome, notes = (ERROR, (tried.trouble,)) if tried.trouble else (PASSED, ())
            found[part] = Part(
                part, outcome, len(set(words)), notes=notes, seconds=time.monotonic() - begun
            )
        smoke = self._smoke() if STARTS not in skip and self._host.settings.smoke else None
        testing = None
        if TESTS not in skip:
            testing = self._testing(tests)
            testing.without()
        packed = Wheels(found.get(WHEELS, Part(WHEELS, SKIPPED)))
        if WHEELS not in skip:
            place = self._ground.place("wheels")
            packed = wheels(self._host, self._feature, alone, modules, place, self._say)
        again = {**failures, **{one.what: one for one in packed.failures}}
        before: set[str] = set()
        smoke_before: Ran | None = None
        if again or (smoke and smoke.code) or (testing and testing.failed):
            self._put_back()
            self._say("trying once more what failed, with the feature")
            whole = self._importing(gone=False)
            points = {value for value in values if value in again}
            tried = whole.tried([name for name in again if name not in points], points)
            before = set(tried.failures)
            smoke_before = self._smoke() if smoke and smoke.code else None
            if testing and testing.failed:
                testing.with_the_feature()
                if testing.breaks:
                    self._ground.take_out(self._out.changes)
                    self._metadata(self._points)
                    testing.confirm()
        for part, known in ((IMPORTS, set(modules)), (STARTS, set(values))):
            if part not in skip:
                mine = [one for what, one in failures.items() if what in known]
                found[part] = _told(found[part], mine, before)
        if smoke is not None:
            found[STARTS] = _with_smoke(
                found[STARTS], self._host.settings.smoke, smoke, smoke_before
            )
        found[WHEELS] = _told(packed.part, packed.failures, before)
        if testing is not None:
            found[TESTS] = testing.part()
        if NAMES not in skip:
            found[NAMES] = self._out.names
        return tuple(found[part] for part in (IMPORTS, STARTS, TESTS, WHEELS, NAMES))

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

    def _importing(self, *, gone: bool) -> Importing:
        return Importing(
            self._python.path,
            self._ground.root,
            self._roots,
            (self._folder,),
            self._tops,
            (self._feature.module,) if gone else (),
            self._timeout,
        )

    def _smoke(self) -> Ran:
        """Run the smoke test of the settings, as the tree is now."""
        import shlex

        words = shlex.split(self._host.settings.smoke)
        if words[0] in ("python", "python3"):
            words[0] = self._python.path
        self._say("running the smoke test")
        here = os.path.join(self._ground.root, self._feature.path)
        gone = () if os.path.exists(here) else (self._feature.module,)
        variables = environment(self._python.path, self._path, gone, {})
        log = os.path.join(self._ground.place("record"), "smoke.log")
        return run(words, self._ground.place("empty"), variables, log, self._timeout)

    def _testing(self, paths: Sequence[str]) -> Testing:
        return Testing(
            self._host,
            self._feature,
            self._out.needing,
            self._ground,
            self._python,
            self._path,
            tuple(paths),
            self._timeout,
            self._say,
        )


def _distribution(host: Host) -> str:
    from coldframe.resolve.splitting.metadata import project_of

    try:
        return str(project_of(host, [])["name"])
    except Mistake:
        return ""


def _told(part: Part, failures: Iterable[Failure], before: set[str]) -> Part:
    """``part`` with what failed: only with the feature gone, or ``before`` as well."""
    failures = list(failures)
    breaks = by_cause(one for one in failures if one.what not in before)
    anyway = sorted(one.what for one in failures if one.what in before)
    why = sorted({one.why for one in failures if one.what in before})
    notes = part.notes
    if anyway:
        shown = "; ".join(why[:3]) + f"; and {len(why) - 3} more" * (len(why) > 3)
        notes = (*notes, f"{len(anyway)} fail with the feature as well: {shown}")
    part = part._replace(breaks=(*part.breaks, *breaks), before=tuple(anyway), notes=notes)
    return part if part.outcome in (ERROR, SKIPPED) and not breaks else judged(part)


def _with_smoke(part: Part, command: str, ran: Ran, before: Ran | None) -> Part:
    if not ran.code and not ran.trouble:
        return judged(part._replace(tried=part.tried + 1))
    if before is not None and (before.code or before.trouble):
        notes = (*part.notes, f"{command} fails with the feature as well: {before.last}")
        tried = part._replace(tried=part.tried + 1, before=(*part.before, command), notes=notes)
        return judged(tried)
    broken = Break(command, "", 0, "", ran.last)
    return judged(part._replace(tried=part.tried + 1, breaks=(*part.breaks, broken)))
