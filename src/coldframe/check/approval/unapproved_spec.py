"""A spec that a declaration names is not approved.

A spec is approved when it is on the tracked branch, in one of the places and with the status
that the settings name (``[tool.coldframe.specs]``: ``branch``, ``places``, ``status``).  The
branch decides and not the working tree, so that nobody approves a spec by writing it: what
counts has passed the host's review.  Without ``branch`` it is the remote's default branch,
else ``main`` or ``master``, else the commit that is checked out.

The specs of renewals must be approved in the same way.  A spec that is a URL cannot be
opened from here; it is accepted if a URL among the places matches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.approval.tracked import Tracked
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

RULE = Rule(
    name="unapproved_spec",
    family="approval",
    why="Only a spec that passed review is an agreement; a file in somebody's branch is a wish.",
    hint="Have the spec reviewed and merged first, then declare the feature.",
)


class _Named(NamedTuple):
    """A spec that is named in a declaration."""

    feature: Feature
    spec: str
    line: int


def begin(host: Host) -> None:
    """Ask git for the specs."""
    files = _files(_named(host))
    if files:
        from coldframe.check.approval.tracked import ask

        host.parked[RULE.name] = ask(host, files)


def check(host: Host) -> Iterator[Finding]:
    """One finding per named spec that is not approved."""
    named = list(_named(host))
    if not named:
        return
    from coldframe.check.approval.tracked import Question, tracked

    parked = host.parked.get(RULE.name)
    question = parked if isinstance(parked, Question) else None
    branch = tracked(host, _files(named), question)
    for name in named:
        message, hint = verdict(host, name.spec, branch)
        if message:
            yield RULE.at(
                name.feature.declaration_path,
                name.line,
                message,
                hint=hint,
                feature=name.feature.name,
            )


def is_url(spec: str) -> bool:
    """Whether the spec is on the web and not in the host's tree."""
    return "://" in spec


def spec_file(spec: str) -> str:
    """The path in ``spec``, without the section that it may name (``specs.md#firewall``)."""
    return spec.split("#")[0].strip().removeprefix("./")


def _named(host: Host) -> Iterator[_Named]:
    for feature, declaration in host.declared:
        if declaration.spec.strip():
            yield _Named(feature, declaration.spec.strip(), declaration.line("spec"))
        for at, renewal in enumerate(declaration.renewals):
            if renewal.spec.strip():
                line = declaration.lines.get(f"renewals.{at}.spec") or renewal.line
                yield _Named(feature, renewal.spec.strip(), line)


def _files(named: Iterable[_Named]) -> list[str]:
    return [spec_file(n.spec) for n in named if not is_url(n.spec)]


def verdict(host: Host, spec: str, branch: Tracked | None) -> tuple[str, str]:
    """Why ``spec`` is not approved, and what to do (empty: what the rule says).

    ``branch`` is the tracked one, with the files that named specs are; without it, what only
    it can show is taken for approved.
    """
    places = host.settings.specs.places
    if is_url(spec):
        if _in(spec, [place for place in places if is_url(place)]):
            return "", ""
        return (
            f"the spec {spec} is on the web, where its approval cannot be checked",
            "Accept specs from there in the settings (places = ["
            f'"{spec.rpartition("/")[0]}/*"] under [tool.coldframe.specs]), or name a file.',
        )
    path = spec_file(spec)
    inside = [place for place in places if not is_url(place)]
    if inside and not _in(path, inside):
        return (
            f"the spec {path} is outside the places for approved specs ({', '.join(inside)})",
            "Move the spec there, or name its place in the settings"
            " (places under [tool.coldframe.specs]).",
        )
    if branch is None:
        return "", ""
    if path not in branch.texts:
        if host.tree.exists(path):
            return f"the spec {path} is not on {branch.name} yet", ""
        return (
            f"there is no spec {path}, neither here nor on {branch.name}",
            "Correct the path, or write the spec and have it reviewed.",
        )
    status = host.settings.specs.status
    if status and not _has_status(status, branch.texts[path]):
        return (
            f"the spec {path} does not have the status {status!r} on {branch.name}",
            "Have the spec approved; its file must then contain a line that matches.",
        )
    return "", ""


def _in(spec: str, places: list[str]) -> bool:
    from coldframe.check.places import matcher

    return bool(places) and matcher(tuple(places)).fullmatch(spec) is not None


def _has_status(status: str, text: bytes) -> bool:
    import re

    return re.search(status, text.decode("utf-8", "replace"), re.MULTILINE) is not None
