"""It can be switched on and off and on again, and an upgrade keeps all stable data.

`coldframe migrations verify` proves it on databases with rows in every table: with the feature's
data there, without it, and on, off and on again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.prove.criteria.criterion import LACKING, MET, NOT_MET, Criterion, Part
from coldframe.prove.evidence.fact import PASSED

if TYPE_CHECKING:
    from coldframe.prove.criteria.case import Case

CRITERION = Criterion(
    "reversible",
    "Switching the feature on, off and on again keeps stable data, on enough kinds of database.",
    "Who tries a preview must be able to stop without losing anything of what was there before.",
    "Prove it and record that: `coldframe migrations verify --json > verify.json`, then"
    " `coldframe prove NAME --from verify.json`.",
)
_MODES = ("on", "off", "on/off/on")


def parts(case: Case) -> Iterator[Part]:
    """One part for each database, and one for their number; none without tables."""
    found = case.latest("migrations")
    if not found and not _has_tables(case):
        yield Part(MET, "it has no tables")
        return
    todo = f"coldframe migrations verify --json > verify.json; {case.command} --from verify.json"
    if not found:
        yield case.missing("migrations", "proofs of migrations", todo)
        return
    databases: dict[str, dict[str, bool]] = {}
    for stored in found:
        name, _, mode = stored.fact.subject.rpartition(", previews ")
        databases.setdefault(name, {})[mode] = stored.fact.outcome == PASSED
    whole = 0
    for name, modes in sorted(databases.items()):
        lost = [mode for mode, kept in modes.items() if not kept]
        lacking = [mode for mode in _MODES if mode not in modes]
        if lost:
            says = f"{name}: stable data is not kept with previews {' and '.join(lost)}"
            yield Part(NOT_MET, says, "see what is lost: coldframe migrations verify", 0.0)
        elif lacking:
            says = f"{name}: not tried with previews {' and '.join(lacking)}"
            yield Part(LACKING, says, todo, len(modes) / len(_MODES))
        else:
            whole += 1
            yield Part(MET, f"{name}: stable data is kept, on and off and on again")
    least = case.demands(CRITERION.name)["databases"]
    if whole < least:
        says = f"proven on {whole} of {least} kinds of database"
        yield Part(LACKING, says, f"{todo} (more: --database URL)", whole / least)


def _has_tables(case: Case) -> bool:
    from coldframe.check.surface.definition import TABLE

    declaration = case.feature.declaration
    if declaration is not None and declaration.claims.tables:
        return True
    return any(case.host.surface.of(path, (TABLE,)) for path in case.code)
