"""What changed in the working tree since a git revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

# Their findings are about a feature as a whole, wherever the line is that they point to.
_ABOUT_FEATURES = frozenset({"placement", "approval", "clock", "overlap", "probe"})


def changed_paths(root: str, revision: str) -> frozenset[str]:
    """The paths that differ from the merge base of ``revision`` and ``HEAD``.

    Committed, staged, unstaged and untracked changes count, and so do removed files.
    Raises Mistake if git cannot tell.
    """
    from coldframe.source.git import GitError, git

    if revision.startswith("-"):
        raise Mistake(f"{revision!r} is no git revision", "Name a branch, a tag or a commit.")
    try:
        git(root, "rev-parse", "--git-dir")
    except GitError as error:
        raise Mistake(
            f"git cannot tell what changed since {revision!r}: {error}",
            "Run `coldframe check` without --changed-since.",
        ) from None
    try:
        git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitError:
        if revision == "HEAD":  # before the first commit everything is new
            return _paths(git(root, "ls-files", "-z", "-c", "-o", "--exclude-standard"))
        raise Mistake(
            f"git knows no revision {revision!r} here",
            "Name a branch, a tag or a commit; in a shallow clone, fetch it first"
            f" (`git fetch origin {revision}`).",
        ) from None
    try:
        base = git(root, "merge-base", revision, "HEAD").decode("ascii").strip()
    except GitError:
        raise Mistake(
            f"{revision!r} and HEAD have no common ancestor in this repository",
            "In a shallow clone, fetch more history (`git fetch --unshallow`).",
        ) from None
    listing = ("-z", "--name-only", "--no-renames", "--no-ext-diff", "--relative")
    changed = (
        git(root, "diff", *listing, base, "--")
        + git(root, "diff", *listing, "--cached", base, "--")
        + git(root, "ls-files", "-z", "--others", "--exclude-standard")
    )
    return _paths(changed)


def _paths(listed: bytes) -> frozenset[str]:
    return frozenset(listed.decode("utf-8", "surrogateescape").split("\0")) - {""}


def concerned(finding: Finding, family: str, host: Host, changed: frozenset[str]) -> bool:
    """Whether ``finding``, of a rule of ``family``, may be the doing of the ``changed`` paths.

    It stands in one of them, or it is about a whole feature, and one of them is the
    feature's code, declaration, spec, tests or docs.
    """
    if finding.path in changed:
        return True
    if family not in _ABOUT_FEATURES:
        return False
    return any(
        _touched(feature, host, changed)
        for feature in host.features
        if feature.name == finding.feature
    )


def _touched(feature: Feature, host: Host, changed: frozenset[str]) -> bool:
    specs: set[str] = set()
    if feature.declaration:
        specs = {feature.declaration.spec, *(r.spec for r in feature.declaration.renewals)}
    return any(
        path in specs
        or path == feature.declaration_path
        or feature.owns(path)
        or host.places.is_test_of(path, feature)
        or host.places.is_docs_of(path, feature)
        for path in changed
    )
