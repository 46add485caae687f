"""What a trial without a feature showed, as facts for the evidence store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coldframe.prove.absence.records import IMPORTS, NAMES, STARTS, TESTS, WHEELS
from coldframe.prove.evidence.fact import Fact

if TYPE_CHECKING:
    from coldframe.prove.absence.records import Absence
    from coldframe.prove.evidence.digest import Digest

KIND = "absent"
UNITS = {IMPORTS: "modules", STARTS: "points", TESTS: "tests", WHEELS: "modules", NAMES: "files"}


def facts(absence: Absence, digest: Digest, *, run: str = "", time: str = "") -> list[Fact]:
    """One fact for each part: its outcome, and how much was tried.

    ``digest`` is that of the feature's code at the time.  What breaks, fails anyway, or could not
    be tried stands in the detail, and so do paths that narrowed the tests.
    """
    return [
        Fact(
            absence.module,
            KIND,
            part.name,
            part.outcome,
            float(part.tried),
            UNITS[part.name],
            run=run,
            source="coldframe prove --absent",
            time=time,
            commit=digest.commit,
            digest=digest.value,
            detail=json.dumps(
                {
                    "breaks": [one._asdict() for one in part.breaks],
                    "before": list(part.before),
                    "notes": list(part.notes),
                    "narrowed": list(part.narrowed),
                    "python": absence.python,
                }
            ),
        )
        for part in absence.parts
    ]
