"""Whether a feature may be promoted: each criterion that it does not meet, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from coldframe.check.finding import ERROR
from coldframe.check.isolation.sides import IMPORTING_FORMS
from coldframe.resolve.plan import Refusal

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.source.references.reference import Reference

# Rules that the promotion itself puts right (so do labels, which it takes away), or that are
# about the rest of the host.
_ENDED_BY_PROMOTION = frozenset(
    ("overdue", "due_soon", "stale_renewal", "stable_imports_preview", "stable_names_preview",
     "target_taken", "undecided", "leaks_at_import", "orphan_declaration", "not_packaged",
     "hard_dependency", "on_by_default", "stale_alias")
)  # fmt: skip
_FAMILIES = ("isolation", "placement", "approval", "optional", "overlap")


def unready(
    host: Host,
    feature: Feature,
    declared: bool,
    findings: list[Finding] | None = None,
    stable: Collection[str] = (),
) -> list[Refusal]:
    """The criteria that ``feature`` does not meet; all of them give way to ``--override``.

    They are the rules of ``check`` about the feature as errors, but for those that its
    promotion ends; and that it imports no feature that stays a preview.  ``findings`` saves
    work where several features are asked about: they are what ``standing_in_the_way`` gives.
    ``stable`` are the modules of features that are taken for promoted before.
    """
    refusals = [] if declared else [_undeclared(feature)]
    by_rule: dict[str, list[Finding]] = {}
    for finding in standing_in_the_way(host) if findings is None else findings:
        if finding.feature == feature.name and finding.rule != "undeclared_feature":
            by_rule.setdefault(finding.rule, []).append(finding)
    for rule, findings in by_rule.items():
        first = findings[0]
        place = f"{first.path}:{first.line}" if first.line else first.path
        more = f" (and {len(findings) - 1} more)" if findings[1:] else ""
        refusals.append(Refusal(rule, f"{place} {first.message}{more}", first.hint))
    return [*refusals, *_needs(host, feature, stable)]


def _undeclared(feature: Feature) -> Refusal:
    return Refusal(
        "undeclared_feature",
        f"{feature.module} has no declaration, so nobody answers for it",
        "Declare it first: coldframe init --apply",
    )


def standing_in_the_way(host: Host) -> list[Finding]:
    """The errors, about any feature, that its promotion would not put right by itself."""
    from coldframe.check.catalogue import RULES
    from coldframe.check.run import judge

    names = [m.RULE.name for m in RULES if m.RULE.family in _FAMILIES and not m.RULE.probe]
    off = {name for name, severity in host.settings.rules.items() if severity == "off"}
    outcome = judge(host, rules=[n for n in names if n not in _ENDED_BY_PROMOTION | off])
    return [finding for finding in outcome.findings if finding.severity == ERROR]


def _child(host: Host, target: str) -> str:
    """The module directly below a preview tree that ``target`` lies in."""
    for tree in host.preview_trees:
        if target.startswith(f"{tree.module}."):
            return f"{tree.module}.{target[len(tree.module) + 1 :].partition('.')[0]}"
    return target


def reached(host: Host, feature: Feature) -> Iterator[tuple[Reference, str, Feature | None]]:
    """What the feature's code imports of its preview tree besides itself: each module once.

    The first place, the module, and the feature that it is, unless it is none.
    """
    seen = set()
    for one in host.references:
        if not feature.owns(one.path) or one.form not in IMPORTING_FORMS:
            continue
        other = host.feature_named(one.target)
        if other is not None and (other.module == feature.module or other.forwards_to):
            continue
        name = other.module if other else _child(host, one.target)
        if name not in seen:
            seen.add(name)
            yield one, name, other


def _needs(host: Host, feature: Feature, stable: Collection[str]) -> Iterator[Refusal]:
    for one, name, other in reached(host, feature):
        if name not in stable:
            yield Refusal(
                "needs",
                f"{one.path}:{one.line} imports {name}, which stays in the preview tree",
                f"Promote {other.name} first, or make the feature work without it."
                if other
                else "Move that to a stable place first: stable code may not need a preview tree.",
            )
