"""Edits of metadata are made only if everything else in the file still says what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.resolve.plan import Change, Edit
    from coldframe.source.tree import Tree


def edit_of(tree: Tree, path: str, text: str, reason: str) -> Edit | None:
    """The edit that makes ``path`` hold ``text``; None if it does already.

    A byte order mark stays.  Raises Mistake if the new text is broken, or if a line that was
    there has been changed: the file is then written in a way that has to be edited by hand.
    """
    from coldframe.resolve.plan import Edit

    before = tree.read(path) if tree.exists(path) else None
    old = before or b""
    mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
    after = mark + text.encode("utf-8", "surrogateescape")
    if after == old:
        return None
    if path.endswith(".toml"):
        _check(old.decode("utf-8-sig"), text, path)
    return Edit(path, before, after, reason, changes(old, after, reason))


def changes(before: bytes, after: bytes, why: str) -> tuple[Change, ...]:
    """The spots in which two states of a file differ, line by line."""
    from difflib import SequenceMatcher

    from coldframe.resolve.plan import Change

    old = before.decode("utf-8", "replace").splitlines()
    new = after.decode("utf-8", "replace").splitlines()
    match = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Change(a + 1, "\n".join(old[a:b]), "\n".join(new[c:d]), why)
        for kind, a, b, c, d in match.get_opcodes()
        if kind != "equal"
    )


def _check(before: str, after: str, path: str) -> None:
    import tomllib

    try:
        old, new = tomllib.loads(before), tomllib.loads(after)
    except tomllib.TOMLDecodeError as error:
        raise by_hand(path, str(error)) from None
    for one in (old, new):  # the parts that metadata edits are about
        _without_edited(one)
    if old != new:
        raise by_hand(path, "something else in it would change")


def _without_edited(values: dict[str, Any]) -> None:
    project = values.get("project")
    for key in ("entry-points", "scripts", "gui-scripts", "optional-dependencies"):
        if isinstance(project, dict):
            project.pop(key, None)
    _without(values, "tool", "setuptools", "data-files")
    _without(values, "tool", "hatch", "build", "targets", "wheel", "shared-data")
    poetry = values.get("tool", {}).get("poetry")
    for key in ("plugins", "scripts", "extras"):
        if isinstance(poetry, dict):
            poetry.pop(key, None)


def _without(values: dict[str, Any], first: str, *rest: str) -> None:
    """Take out a table, and the tables around it that are empty then."""
    inner = values.get(first)
    if not isinstance(inner, dict):
        return
    if rest:
        _without(inner, *rest)
    if not rest or not inner:
        values.pop(first)


def by_hand(path: str, why: str) -> Mistake:
    """What is said when a file cannot be edited safely."""
    return Mistake(
        f"this cannot be edited without touching what is written here: {why}",
        "Make the change by hand, and repeat the command.",
        path,
    )
