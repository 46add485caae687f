"""An outcome with everything that makes trouble in a report."""

from __future__ import annotations

from coldframe.check.finding import ERROR, WARN, Finding
from coldframe.check.outcome import Accepted, Outcome
from coldframe.check.rule import Rule
from coldframe.source.tree import Unread

IMPORTS = Rule(
    "stable_imports_preview",
    "isolation",
    "An import loads the feature for everyone.",
    "Reach the feature through a plug point.",
)
DUE = Rule("due_soon", "clock", "It will be overdue.", "Promote it, or renew it.", WARN)
CLEAN = Rule("overdue", "clock", "It should have ended.", "Retire it.")
# A file name that is no UTF-8, as the trees spell it.
ODD = b"src/a b/caf\xe9,100%:x.py".decode("utf-8", "surrogateescape")

FINDINGS = (
    IMPORTS.at("src/beds.py", 3, "stable code imports p.q", text="from p import q", column=8),
    IMPORTS.at("src/beds.py", 30, "stable code imports p.q", text="from p import q", feature="q"),
    IMPORTS.at(
        ODD, 2, '100% <bad> & "x"\r\nnext', hint="Special.", text="import p.q\x1b[31m # \u202e"
    ),
    DUE.at("src/p/q/preview.toml", 0, "q is due with 3.0.0", feature="q"),
)


def outcome(findings: tuple[Finding, ...] = FINDINGS, **more: object) -> Outcome:
    """``findings`` of three rules, one accepted finding, a note and an unread file."""
    kept = Outcome(
        root="/nowhere/at/all",
        findings=findings,
        accepted=(Accepted(FINDINGS[0]._replace(severity=ERROR), "The loader is not ready."),),
        notes=("The clone is shallow, so ages are unknown.",),
        unread=(Unread(ODD, "it is no Python that can be read"),),
        rules=(IMPORTS, CLEAN, DUE),
        features=21,
        files=3412,
    )
    return kept._replace(**more)  # type: ignore[arg-type]
