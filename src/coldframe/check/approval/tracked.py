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
    from coldframe.source.git import GitError, git

    root = host.tree.root
    if not paths:
        return None
    try:
        wanted = host.settings.specs.branch
        name = _ref(root, wanted)
        if not name:
            host.notes.append(
                f"No spec could be checked: this clone has no branch {wanted!r}. Fetch it, or"
                " correct `branch` under [tool.coldframe.specs]."
                if wanted
                else "No spec could be checked: this repository has no commit yet."
            )
            return None
        prefix = git(root, "rev-parse", "--show-prefix").rstrip(b"\n")
        asked = sorted({path for path in paths if path and "\n" not in path})
        revision = name.encode("utf-8", "surrogateescape") + b":" + prefix
        lines = b"".join(
            revision + path.encode("utf-8", "surrogateescape") + b"\n" for path in asked
        )
        answer = git(root, "cat-file", "--batch", given=lines) if lines else b""
    except GitError as error:
        host.notes.append(f"No spec could be checked: {error.why}.")
        return None
    return Tracked(name, _texts(asked, answer))


def _ref(root: str, wanted: str) -> str:
    """The name under which the tracked branch is here; empty if it is not here."""
    from coldframe.source.git import git

    names = [f"origin/{wanted}", wanted] if wanted else ["origin/HEAD", *_USUAL, "HEAD"]
    asked = "".join(f"{name}^{{commit}}\n" for name in names if "\n" not in name)
    answers = git(root, "cat-file", "--batch-check", given=asked.encode("utf-8", "surrogateescape"))
    for name, answer in zip(names, answers.splitlines(), strict=False):
        if answer.split(b" ")[1:2] == [b"commit"]:
            return name
    return ""


def _texts(asked: list[str], answer: bytes) -> dict[str, bytes]:
    """The files in the answer of ``git cat-file --batch``; what is missing is left out.

    Format: ``<id> <type> <size>`` and the content, each with a newline, or
    ``<question> missing``; https://git-scm.com/docs/git-cat-file#_batch_output.
    """
    texts = {}
    at = 0
    for path in asked:
        end = answer.find(b"\n", at)
        if end < 0:
            break
        head = answer[at:end]
        at = end + 1
        words = head.rsplit(b" ", 2)
        if len(words) == 3 and words[2].isdigit() and words[1] in (b"blob", b"tree", b"commit"):
            size = int(words[2])
            if words[1] == b"blob":
                texts[path] = answer[at : at + size]
            at += size + 1
    return texts
