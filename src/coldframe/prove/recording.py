"""Records files as evidence: all of them, or none."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.digest import digests
from coldframe.prove.evidence.fact import moment
from coldframe.prove.run_name import run_name
from coldframe.prove.sources.catalogue import source_for
from coldframe.prove.sources.packed import unpacked
from coldframe.prove.sources.plugins import sources
from coldframe.prove.sources.source import Given

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.evidence.digest import Digest
    from coldframe.prove.evidence.fact import Fact
    from coldframe.prove.evidence.store import Store
    from coldframe.prove.sources.source import SourceModule


class Recorded(NamedTuple):
    """What became of one file.

    ``counts`` is, by feature, how many facts of each outcome were added; ``already`` are the
    features of which this very file had been recorded before, so that nothing was added.
    """

    file: str
    source: str  # the name of its kind, "junit"
    title: str  # the same for people, "JUnit XML"
    run: str
    counts: dict[str, dict[str, int]]
    already: tuple[str, ...] = ()


def record(
    host: Host,
    store: Store,
    files: Sequence[str],
    features: Sequence[Feature],
    *,
    form: str = "",
    run: str = "",
    commit: str = "",
    at: str = "",
    progress: Callable[[str], None] = lambda doing: None,
) -> list[Recorded]:
    """Add the facts about ``features`` in ``files`` (``-``: standard input) to ``store``.

    ``form`` is the kind of the files, else recognised; ``run``, ``commit`` and ``at`` say where
    and when they come from: the run of CI around us, the work tree, and what the files say.

    Raises Mistake, and adds nothing, if a file cannot be read, or none is about the features.
    """
    run, time = run or run_name(), moment(at) if at else ""
    states, known = digests(host, features, commit), sources(host.settings)
    facts: list[Fact] = []
    done = []
    seen: set[tuple[str, str]] = set()
    for file in dict.fromkeys(files):
        progress(f"reading {file}")
        data = _bytes(file)
        ending = f" sha256:{hashlib.sha256(data).hexdigest()[:16]}"
        data = unpacked(file, data)
        module = source_for(file, data, form, known)
        given = Given(
            "standard input" if file == "-" else file,
            data,
            host,
            tuple(features),
            {name: state.value for name, state in states.items()},
            run,
            _commit(states),
            time,
            f"{'-' if file == '-' else os.path.basename(file)}{ending}",
        )
        found = list(module.read(given))
        concerned = sorted({fact.feature for fact in found})
        again = {
            feature
            for feature in concerned
            if (feature, ending) in seen
            or _is_known(store, feature, ending, states[feature], module, given)
        }
        seen.update((feature, ending) for feature in concerned)
        new = [fact for fact in found if fact.feature not in again]
        facts += new
        counts = {f: dict(Counter(n.outcome for n in new if n.feature == f)) for f in concerned}
        counts = {f: c for f, c in counts.items() if c}
        source = module.SOURCE
        done.append(
            Recorded(given.name, source.name, source.title, run, counts, tuple(sorted(again)))
        )
    if not facts and not any(each.already for each in done):
        raise _nothing(done, features, host)
    _have_code({fact.feature for fact in facts}, states)
    progress("recording")
    store.append(facts)
    return done


def _bytes(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read()
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise Mistake(
            f"{file} cannot be read: {error.strerror}", "Name a file with results, or -."
        ) from None


def _commit(states: dict[str, Digest]) -> str:
    return next((state.commit for state in states.values()), "")


def _is_known(
    store: Store, feature: str, ending: str, state: Digest, module: SourceModule, given: Given
) -> bool:
    """Whether this very file is recorded already; for this code, or for any.

    Raises Mistake if a file that tells of one state of the code was recorded for another.
    """
    known = store.recorded_from(feature, ending)
    if known and module.SOURCE.once and state.value not in known:
        raise given.mistake(
            f"this {module.SOURCE.title} was recorded of {feature} before, for other code than now",
            "Run it again for the code as it is now, and record what comes of that.",
        )
    return state.value in known


def _have_code(features: set[str], states: dict[str, Digest]) -> None:
    for name in sorted(features):
        if not states[name].value:
            where = f" in {states[name].commit[:12]}" if states[name].commit else ""
            raise Mistake(
                f"{name} has no code{where} that a fact could vouch for",
                "Give the commit that was tried, with --commit.",
            )


def _nothing(done: list[Recorded], features: Sequence[Feature], host: Host) -> Mistake:
    names = ", ".join(each.file for each in done)
    if len(features) == 1 and len(host.features) > 1:
        about = features[0].name
    else:
        about = "any feature" if host.features else "a feature: this host has none"
    return Mistake(
        f"{names}: nothing in there is about {about}",
        "A test is a feature's if it stands in its place for tests, or imports it.",
    )
