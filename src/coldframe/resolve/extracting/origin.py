"""Where the files of a new repository come from, and which history they have."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.extracting.helpers import COPIES
from coldframe.resolve.plan import Refusal

if TYPE_CHECKING:
    from coldframe.resolve.extracting.layout import Layout


class Origin(NamedTuple):
    """The host at ``root``, at ``commit`` (empty: it has none).

    ``kept`` are the files and folders whose history comes along (empty: none does), relative
    to the top of the host's repository.
    """

    root: str
    commit: str = ""
    kept: tuple[str, ...] = ()


def origin_of(layout: Layout, *, history: bool) -> tuple[Origin, tuple[Refusal, ...]]:
    """The origin of all that is placed, with its ``history`` or without.

    Refused is a history that there is not.
    """
    from coldframe.source.git import GitError, git, is_shallow

    root = layout.host.tree.root
    try:
        commit = git(root, "rev-parse", "--verify", "-q", "HEAD").decode().strip()
        prefix = os.fsdecode(git(root, "rev-parse", "--show-prefix")).rstrip("\n")
    except GitError:
        refusal = Refusal(
            "history",
            "the host is in no git repository that has a commit",
            "Make a repository without the past: --no-history",
            waivable=False,
        )
        return Origin(root), (refusal,) if history else ()
    if not history:
        return Origin(root, commit), ()
    if is_shallow(root):
        refusal = Refusal(
            "history",
            "this clone has only the newest part of the history",
            "Fetch the rest with `git fetch --unshallow`, or leave history behind: --no-history",
            waivable=False,
        )
        return Origin(root, commit), (refusal,)
    from coldframe.resolve.extracting.earlier_names import earlier_names

    own = [prefix + one.source for one in layout.placed if one.kind != COPIES]
    folder = [f"{prefix}{layout.feature.path}/"] if layout.feature.is_package else []
    earlier = earlier_names(root, own)
    return Origin(root, commit, (*folder, *sorted({*own, *earlier}))), ()
