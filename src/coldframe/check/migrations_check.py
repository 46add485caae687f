"""Records the migrations of a host on each database, and runs the rules on migrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.host import Host
    from coldframe.check.outcome import Outcome


_COMMAND = "coldframe migrations check"
_READING = {"single_ordered_list", "idle_exception"}  # rules that need no run


def migrations_check(
    start: str = ".",
    *,
    databases: Sequence[str] = (),
    rules: Sequence[str] = (),
    since: str = "",
    baseline: str = "",
    update_baseline: bool = False,
    progress: Callable[[str], None] = lambda doing: None,
) -> Outcome:
    """Find what the migrations of the host around ``start`` do to tables that are not theirs.

    The revisions are really run, so this executes the host's code: on a scratch database per
    entry of ``databases``, each ``sqlite`` (also when there is none) or the URL of a server on
    which databases may be made.  ``rules`` limits the run to these names.  What revisions did
    that were out with the release ``since`` (default: that of the settings) is left out.
    ``baseline`` is a file of known findings, which are not reported; ``update_baseline`` writes
    it.

    Raises Mistake for whatever the user has to put right first: settings, declarations, names
    of rules, a server, a list of revisions that cannot be followed and of which no rule says why;
    and for a lost connection and a full disk.
    """
    from coldframe.check.database.history import record
    from coldframe.check.database.scratch import EMBEDDED, scratch, title
    from coldframe.check.database.second_run import second_runs
    from coldframe.check.database.trouble import troubles_told
    from coldframe.check.database.walk import CannotFollow, forgetting
    from coldframe.check.discovery import open_host
    from coldframe.check.migrations import single_ordered_list
    from coldframe.check.run import judge
    from coldframe.check.selection import select

    if update_baseline and (rules or not baseline):
        raise Mistake(
            "a baseline can only be written from a run of all rules",
            f"Run `{_COMMAND} --baseline FILE --update-baseline`.",
        )
    host = open_host(start)
    # A bad name is refused before the work.
    wanted = select(host.settings, rules, migrations=True).wanted
    _need_environments(host)
    running = wanted.keys() - _READING
    histories = []
    try:
        with forgetting(host.tree.root):
            for server in dict.fromkeys(databases or (EMBEDDED,)) if running else ():
                trying = second_runs(server, doubtful=not databases, progress=progress)
                with scratch(server) as engine, troubles_told(title(engine)), trying as tried:
                    again = tried if "not_resumable" in wanted else None
                    compared = "model_differs" in wanted
                    histories.append(record(host, engine, progress, again, compared=compared))
    except CannotFollow as fault:
        if single_ordered_list.RULE.name not in wanted or not any(single_ordered_list.check(host)):
            raise
        host.notes.append(f"No revision was run: {fault.what}")
        histories = []
    host.histories = tuple(histories)
    for history in histories:
        host.notes += _unseeded(history)
    outcome = judge(host, rules=rules, migrations=True)
    if since := since or host.settings.database.since:
        from coldframe.check.migrations.past import without_past

        outcome = without_past(host, outcome, since)
    if baseline:
        from coldframe.check.baseline import without_known

        outcome = without_known(outcome, baseline, update=update_baseline, command=_COMMAND)
    return outcome


def _unseeded(history: History) -> Iterator[str]:
    """What ran on empty tables, so that loops over their rows were not seen."""
    for chapter in history.chapters:
        if chapter.refused:
            yield (
                f"{history.database}: {chapter.revision.id} was run on empty tables, because it"
                f" refuses made-up rows: {chapter.refused}"
            )
    for table, why in sorted(history.unseeded.items()):
        yield f"{history.database}: {table} had no made-up rows, or fewer: {why}"


def _need_environments(host: Host) -> None:
    from coldframe.check.database.environment import environments

    if not environments(host):
        raise Mistake(
            "there are no migrations here",
            "Run it where an env.py of Alembic stands below, with revisions beside it, or apps of"
            " Django with migrations.",
        )
