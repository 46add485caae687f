"""`coldframe prove` as a function: what is known of a feature, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.discovery import open_host
from coldframe.prove.evidence.digest import digest
from coldframe.prove.evidence.fact import Fact
from coldframe.prove.evidence.statement import statement as statement_of
from coldframe.prove.evidence.whereabouts import open_store
from coldframe.prove.examples.run import KIND, Tried, run_examples
from coldframe.prove.named import named
from coldframe.prove.recording import Recorded, record
from coldframe.prove.run_name import run_name
from coldframe.prove.verdict import Verdict, verdict

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.evidence.answers import Stale
    from coldframe.prove.evidence.digest import Digest
    from coldframe.prove.evidence.store import Store


class Proof(NamedTuple):
    """What is known of one feature, or with ``feature`` None only what was recorded.

    ``held`` is the evidence for the code as it is, ``stale`` that for other states of it.
    """

    store: str  # where it is, without a password
    recorded: tuple[Recorded, ...] = ()
    feature: Feature | None = None
    digest: Digest | None = None
    held: tuple[Stale, ...] = ()
    stale: tuple[Stale, ...] = ()
    verdict: Verdict | None = None
    examples: tuple[Tried, ...] = ()  # that were run for this
    statement: dict[str, Any] | None = None  # the verdict as in-toto says it, if asked for


def prove(
    name: str = "",
    path: str = ".",
    *,
    files: Sequence[str] = (),
    form: str = "",
    store: str = "",
    run: str = "",
    commit: str = "",
    at: str = "",
    examples: bool = False,
    statement: bool = False,
    progress: Callable[[str], None] = lambda doing: None,
) -> Proof:
    """Record ``files`` as evidence, and say what is known of the feature ``name``: the verdict.

    With ``examples`` those on the feature's pages are run, which executes the host's code, and
    recorded.  With ``statement`` the verdict is also given as an in-toto Statement.
    Without ``name`` facts about all features are recorded, and nothing else is said.
    ``path`` is anywhere in the host, ``store`` the address of the evidence (default: as the
    settings say); ``form``, ``run``, ``commit`` and ``at`` are those of ``record``.
    Raises Mistake for a feature that there is not, and for what cannot be read or recorded.
    """
    progress("reading the tree")
    host = open_host(path)
    feature = named(host, name) if name or not files else None
    with open_store(host.tree.root, host.settings, store) as opened:
        recorded: list[Recorded] = []
        if files:
            recorded = record(
                host,
                opened,
                files,
                [feature] if feature else [f for f in host.features if not f.forwards_to],
                form=form,
                run=run,
                commit=commit,
                at=at,
                progress=progress,
            )
        if feature is None:
            return Proof(opened.shown, tuple(recorded))
        state = digest(host, feature)
        tried = _examples(host, feature, opened, state, run, progress) if examples else ()
        progress("adding up")
        kept = opened.stale(feature.module, "")
        found = verdict(host, feature, opened, state)
        stated = statement_of(found, opened) if statement else None
    return Proof(
        opened.shown,
        tuple(recorded),
        feature,
        state,
        tuple(each for each in kept if each.digest == state.value),
        tuple(each for each in kept if each.digest != state.value),
        found,
        tried,
        stated,
    )


def _examples(
    host: Host,
    feature: Feature,
    store: Store,
    state: Digest,
    run: str,
    progress: Callable[[str], None],
) -> tuple[Tried, ...]:
    """Run and record the examples on the feature's pages."""
    tried = run_examples(host, feature, progress=progress)
    name = run or run_name()
    store.append(
        Fact(
            feature.module,
            KIND,
            one.subject,
            one.outcome,
            one.seconds,
            "" if one.seconds is None else "s",
            run=name,
            source="examples",
            commit=state.commit,
            digest=state.value,
            detail=json.dumps({"why": one.why}) if one.why else "",
        )
        for one in tried
    )
    return tuple(tried)
