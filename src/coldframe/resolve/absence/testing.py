"""The host's tests without a feature, and those that fail once more with it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from coldframe.prove.absence.outcomes import Failed, Outcomes
from coldframe.prove.absence.records import TESTS, Break, Part, anyway, judged
from coldframe.prove.absence.running import Ran
from coldframe.prove.absence.suite import NoSuite, Sitting, run_suite, suite_of
from coldframe.prove.evidence.fact import ERROR, SKIPPED

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.absence.ground import Ground
    from coldframe.prove.absence.surroundings import Interpreter

_NONE = Outcomes(0, {}, False)


class Testing:
    """The tests of ``host``, run with ``python`` in ``ground``; ``path`` comes first there.

    Those of features in ``needing`` do not count.  ``paths`` narrow them.  ``broken`` says which
    modules cannot be imported in the tree with the feature.
    """

    def __init__(
        self,
        host: Host,
        feature: Feature,
        needing: Sequence[Feature],
        ground: Ground,
        python: Interpreter,
        path: tuple[str, ...],
        paths: tuple[str, ...],
        timeout: float,
        broken: Callable[[Sequence[str]], Collection[str]],
        say: Callable[[str], None],
    ) -> None:
        self._host, self._feature, self._needing = host, feature, needing
        self._suite = suite_of(host, python, host.settings.prove.tests, paths)
        self._sitting = Sitting(ground, python.path, path, (feature.module,), timeout)
        self._paths, self._say, self._broken = paths, say, broken
        self._alone, self._ended = _NONE, Ran(0, "")
        self._before: set[str] = set()
        self._flaky: list[str] = []
        self._theirs = 0
        self._seconds = 0.0
        self._whole: Ran | None = None
        self.breaks: dict[str, Failed] = {}

    @property
    def failed(self) -> bool:
        """Whether something failed without the feature."""
        return bool(self._alone.failed) or self._ended.code != 0

    def without(self) -> None:
        """Run the tests in the tree as it is: without the feature."""
        if isinstance(self._suite, NoSuite):
            return
        begun = time.monotonic()
        self._say(f"running its tests without {self._feature.name}")
        self._alone, self._ended = run_suite(self._suite, self._sitting, say=self._say)
        self._seconds = time.monotonic() - begun

    def with_the_feature(self) -> None:
        """Run what failed in the tree as it is: with the feature."""
        if isinstance(self._suite, NoSuite) or self._ended.trouble:
            return
        failed = [test for test, one in self._alone.failed.items() if not one.module]
        modules = [test for test, one in self._alone.failed.items() if one.module]
        self._before = set(self._broken(modules)) if modules else set()
        if failed or not modules:
            self._say(f"running what failed with {self._feature.name}")
            sitting = self._sitting._replace(gone=())
            told, ended = run_suite(self._suite, sitting, failed, self._say)
            if not self._alone.failed:
                self._whole = ended
                return
            self._before |= {test for test in failed if test in told.failed}
        for test, one in self._alone.failed.items():
            path = test.partition("::")[0]
            if any(self._host.places.is_test_of(path, other) for other in self._needing):
                self._theirs += 1
            elif test not in self._before:
                self.breaks[test] = one

    def confirm(self) -> None:
        """Run once more, without the feature, what seems to need it: it may be flaky."""
        seeming = [test for test, one in self.breaks.items() if not one.module]
        if isinstance(self._suite, NoSuite) or not seeming:
            return
        self._say("making sure of what failed")
        told, _ = run_suite(self._suite, self._sitting, seeming, self._say)
        if told.ran:
            self._flaky = [test for test in seeming if test not in told.failed]
            for test in self._flaky:
                del self.breaks[test]

    def part(self) -> Part:
        """How it all went."""
        if isinstance(self._suite, NoSuite):
            outcome = SKIPPED if self._suite.none else ERROR
            return Part(TESTS, outcome, notes=(self._suite.why,))
        shown, ended = self._suite.shown.replace(self._sitting.python, "python"), self._ended
        notes = [f"Run with: {shown}"]
        part = Part(
            TESTS, "", self._alone.ran, self._breaks(), seconds=self._seconds, narrowed=self._paths
        )
        if self._before:
            reasons = sorted({self._alone.failed[test].why for test in self._before})
            notes.append(anyway(len(self._before), reasons))
        if self._flaky:
            notes.append(f"Not counted, as they fail only sometimes: {', '.join(self._flaky[:5])}")
        if self._theirs:
            notes.append(f"{self._theirs} tests of features that need it fail, as they must.")
        part = part._replace(before=(*sorted(self._before), *self._flaky), notes=tuple(notes))
        if not self._alone.ran and not part.breaks and self._before:
            why = "No test runs as long as these cannot be imported, with or without the feature."
            return part._replace(outcome=ERROR, notes=(*notes, why))
        if ended.trouble or (not self._alone.ran and ended.code and not self._whole_works):
            return part._replace(outcome=ERROR, notes=(*notes, self._trouble))
        if ended.code and not self._alone.failed:
            if self._whole_works:
                broken = Break(shown, "", 0, "", ended.last)
                return judged(part._replace(tried=max(part.tried, 1), breaks=(broken,)))
            part = part._replace(notes=(*notes, f"With the feature as well: {ended.last}"))
        return judged(part)

    @property
    def _whole_works(self) -> bool:
        return self._whole is not None and self._whole.code == 0

    @property
    def _trouble(self) -> str:
        return (
            f"The tests could not be tried: {self._ended.last} Say how they are run:"
            " [tool.coldframe.prove] tests in the settings."
        )

    def _breaks(self) -> tuple[Break, ...]:
        """One break for each place at which tests fail for one reason."""
        here = self._sitting.ground.root + os.sep
        causes: dict[tuple[str, int, str], list[str]] = {}
        for test, one in self.breaks.items():
            path = one.path.removeprefix(here).removeprefix(os.path.realpath(here) + os.sep)
            causes.setdefault((path, one.line, one.why.replace(here, "")), []).append(test)
        return tuple(
            Break(first, path, line, self._line(path, line), why, tuple(more))
            for (path, line, why), (first, *more) in causes.items()
        )

    def _line(self, path: str, line: int) -> str:
        tree = self._host.tree
        lines = tree.read(path).decode("utf-8", "replace").splitlines() if tree.exists(path) else []
        return lines[line - 1].strip() if 0 < line <= len(lines) else ""
