"""What stands on the tracked branch: the one whose content has passed review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host

_USUAL = ("origin/main", "main", "origin/master", "master")


class Tracked(NamedTuple):
    """The tracked branch, and those of the wanted files that are on it, by path."""

    name: str
    texts: dict[str, bytes]


def tracked(host: Host, paths: Sequence[str]) -> Tracked | None:
    """The wanted files as they are on the tracked branch.

    None, and a note for people, if git or the branch cannot be had here.  ``paths`` are
    relative to the host's root, which may lie below the repository's.
    """
    from coldframe.source.git import GitError
    from coldframe.source.objects import contents

    root = host.tree.root
    if not paths:
        return None
    try:
        wanted = host.settings.specs.branch
        name = _name(root, wanted)
        if not name:
            host.notes.append(
                f"No spec could be checked: this clone has no branch {wanted!r}. Fetch it, or"
                " correct `branch` under [tool.coldframe.specs]."
                if wanted
                else "No spec could be checked: this repository has no commit yet."
            )
            return None
        asked = sorted({path for path in paths if path and "\n" not in path})
        found = contents(root, [f"{name}:./{path}" for path in asked])
    except GitError as error:
        host.notes.append(f"No spec could be checked: {error.why}.")
        return None
    return Tracked(
        name, {p: text for p, text in zip(asked, found, strict=True) if text is not None}
    )


def _name(root: str, wanted: str) -> str:
    """The name under which the tracked branch is here; empty if it is not here."""
    from coldframe.source.objects import keys

    names = [f"origin/{wanted}", wanted] if wanted else ["origin/HEAD", *_USUAL, "HEAD"]
    found = keys(root, [f"{name}^{{commit}}" for name in names])
    return next((name for name, key in zip(names, found, strict=True) if key), "")
