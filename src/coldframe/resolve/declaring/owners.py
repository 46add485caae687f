"""Who owns a feature that nobody has been named for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature


def known_owners(host: Host, feature: Feature) -> tuple[str, ...]:
    """Whom CODEOWNERS says, or else git's ``user.name``; raises Mistake if neither is known."""
    from coldframe.source.codeowners import owners
    from coldframe.source.git import GitError, git

    known = owners(host.tree, f"{feature.path}/__init__.py")
    if known:
        return known
    try:
        name = git(host.tree.root, "config", "user.name").decode("utf-8", "replace").strip()
    except GitError:
        name = ""
    if not name:
        raise Mistake(
            "nobody is known who could own the feature: git has no user.name here",
            "Say who: --owner NAME",
        )
    return (name,)
