"""`coldframe blame` as a function: whose failure is each traceback in some logs."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from coldframe.prove.triage.counting import Sought
from coldframe.prove.triage.failed_tests import FailedTest, failed_tests
from coldframe.prove.triage.listed import Log, logs
from coldframe.prove.triage.owners import Owners
from coldframe.prove.triage.reading import read
from coldframe.prove.triage.rule_file import rule_file
from coldframe.prove.triage.stories import Story, stories
from coldframe.prove.triage.tally import Group, Tally

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.prove.triage.known.bugs import KnownBug
    from coldframe.prove.triage.known.queries import Query
    from coldframe.prove.triage.runs import Comparison


LOCAL = "local"


class Blame(NamedTuple):
    """What was found: groups of failures, the most frequent first, and the stories of deaths."""

    groups: tuple[Group, ...]
    stories: tuple[Story, ...]
    tally: Tally
    runs: Comparison | None = None
    known: tuple[KnownBug, ...] = ()
    tests: tuple[FailedTest, ...] = ()

    def bugs_of(self, group: Group) -> list[str]:
        """The known bugs that a group is."""
        return [bug.query.bug for bug in self.known if group.signature in bug.signatures]

    def story_of(self, group: Group) -> Story | None:
        """The story in which a group is the death or a failure that followed it."""
        return next((s for s in self.stories if group is s.death or group in s.followed), None)

    def new(self) -> list[Group]:
        """The groups that no run of the past has; all of them without such runs."""
        return [g for g in self.groups if self.runs is None or self.runs.is_new(g.signature)]

    def of(self, name: str) -> Blame:
        """Only what has ``name`` as culprit, victim or bystander."""
        mine = tuple(g for g in self.groups if name in _names(g))
        told = tuple(s for s in self.stories if s.death in mine or set(s.followed) & set(mine))
        tests = tuple(t for t in self.tests if t.culprit.name == name or t.ended in mine)
        return self._replace(groups=mine, stories=told, tests=tests)


def blame(
    names: Sequence[str],
    path: str = ".",
    *,
    rules: str = "",
    processes: int = 0,
    passed: Sequence[str] = (),
    failed: Sequence[str] = (),
    known: str = "",
    deaths: bool = False,
    engine: str = LOCAL,
    progress: Callable[[str], None] = lambda doing: None,
) -> Blame:
    """Read ``names`` (files, folders, ``-``, addresses) and say whose each failure in them is.

    ``path`` is anywhere in the host whose declarations count; ``rules`` a rule file;
    ``passed`` and ``failed`` are the logs of runs to compare with, a file or folder each;
    ``known`` is a file or folder with queries of known bugs;
    ``deaths`` searches large logs to their end for processes that died without a traceback;
    ``engine`` is ``local``, or ``dask://HOST:PORT`` for a cluster whose workers read the logs.
    Raises Mistake for what cannot be read.
    """
    asked: tuple[Query, ...] = ()
    if known:
        from coldframe.prove.triage.known.queries import queries

        asked = queries(known)
    sought = Sought(asked, deaths)
    owners = Owners(_host(path), rule_file(rules) if rules else ())
    if engine == LOCAL:
        reader = partial(read, owners=owners, processes=processes, say=progress, sought=sought)
        return _blame(names, passed, failed, asked, reader, owners)
    from coldframe.prove.triage.cluster import Cluster

    with Cluster(engine, owners, sought, progress) as cluster:
        return _blame(names, passed, failed, asked, cluster.read, owners)


def _blame(
    names: Sequence[str],
    passed: Sequence[str],
    failed: Sequence[str],
    asked: Sequence[Query],
    reader: Callable[[Sequence[Log]], Tally],
    owners: Owners,
) -> Blame:
    tally = reader(logs(names))
    runs = None
    if passed or failed:
        from coldframe.prove.triage.runs import compare

        runs = compare(passed, failed, reader)
    groups = tuple(tally.ordered())
    found: tuple[KnownBug, ...] = ()
    if asked:
        from coldframe.prove.triage.known.bugs import bugs

        found = bugs(asked, tally, groups, runs)
    tests = tuple(failed_tests(tally, owners))
    return Blame(groups, tuple(stories(groups)), tally, runs, found, tests)


def _names(group: Group) -> set[str]:
    return {group.culprit.name, *(o.name for o in (*group.victims, *group.bystanders))}


def _host(path: str) -> Host | None:
    """The host around ``path``; None where nothing is one."""
    from coldframe.check.discovery import find_root, open_host

    root = find_root(path)
    marks = (".git", "pyproject.toml", "coldframe.toml", "setup.py", "setup.cfg")
    if not any(os.path.lexists(os.path.join(root, mark)) for mark in marks):
        return None
    return open_host(path)
