"""The outcome of the last run, taken again if nothing at all has changed since.

A hit must be right, so the key holds everything a run can see: Coldframe and its code,
Python, the day, all refs, git's index, and the content (not the time) of every file that
differs from the index or is not tracked.  What git cannot vouch for is not remembered.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from coldframe.check.cache_key import ask, git_dir_of, key_of

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.outcome import Outcome

PLACE = ("coldframe", "check-cache.json")


def remembered(start: str, run: Callable[[], Outcome]) -> Outcome:
    """The outcome of the last run if nothing has changed; else that of ``run``, remembered.

    Raises Mistake as ``run`` does.
    """
    asked = ask(start)  # git is at work while Python imports
    root = _root(start)
    git_dir = git_dir_of(root)
    key = key_of(root, git_dir, asked) if git_dir else ""
    if not key:
        return run()
    file = os.path.join(git_dir, *PLACE)
    outcome = _load(file, key, root)
    if outcome is not None:
        return outcome
    outcome = run()
    # A file that changed while the rules ran may have been read before or after.
    if (
        outcome.host is not None
        and _certain(outcome.host)
        and key_of(root, git_dir, ask(root)) == key
    ):
        _save(file, key, outcome)
    return outcome


def _root(start: str) -> str:
    from coldframe.check.root import find_root

    return find_root(start)


def _certain(host: Host) -> bool:
    """Whether git sees every byte that the rules see, and the rules are our own."""
    from coldframe.source.git import GitError, git

    if host.settings.plugins or not getattr(host.tree, "by_git", False):
        return False
    # A clean filter (or an encoding) hides differences between the file and the index.
    attributes = [p for p in host.tree.paths() if p.rpartition("/")[2] == ".gitattributes"]
    if any(
        b"filter=" in data or b"working-tree-encoding" in data
        for data in map(host.tree.read, attributes)
    ):
        return False
    try:
        # Lower case: assume-unchanged. S: skip-worktree. Git does not look at such files.
        flags = git(host.tree.root, "ls-files", "-v", "-z")
        return not any(entry[:1].islower() or entry[:1] == b"S" for entry in flags.split(b"\0"))
    except GitError:
        return False


def _load(file: str, key: str, root: str) -> Outcome | None:
    try:
        with open(file, encoding="utf-8") as stream:
            text = stream.read()
    except (OSError, ValueError):
        return None
    if key not in text[:200]:
        return None
    import json

    from coldframe.check.finding import Finding
    from coldframe.check.outcome import Accepted, Outcome
    from coldframe.check.rule import Rule
    from coldframe.source.tree import Unread

    try:
        kept = json.loads(text)
        if kept["key"] != key:
            return None
        return Outcome(
            root=root,
            findings=tuple(Finding(*finding) for finding in kept["findings"]),
            accepted=tuple(Accepted(Finding(*f), reason) for f, reason in kept["accepted"]),
            notes=tuple(kept["notes"]),
            unread=tuple(Unread(*unread) for unread in kept["unread"]),
            rules=tuple(Rule(*rule) for rule in kept["rules"]),
            features=kept["features"],
            files=kept["files"],
        )
    except (KeyError, TypeError, ValueError):
        return None


def _save(file: str, key: str, outcome: Outcome) -> None:
    """Remember; a cache that cannot be written is no reason to fail."""
    import json

    kept = {
        "key": key,
        "findings": outcome.findings,
        "accepted": outcome.accepted,
        "notes": outcome.notes,
        "unread": outcome.unread,
        "rules": outcome.rules,
        "features": outcome.features,
        "files": outcome.files,
    }
    beside = f"{file}.{os.getpid()}.new"
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(beside, "w", encoding="utf-8") as stream:
            json.dump(kept, stream)
        os.replace(beside, file)
    except OSError:
        if os.path.exists(beside):
            os.unlink(beside)
