"""Which arrivals git would ignore in the host, so that nobody forgets to commit them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.plan import Left
from coldframe.source.git import GitError, start
from coldframe.source.listing import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable


def hidden(root: str, paths: Iterable[str]) -> list[Left]:
    """One place per pattern of an ignore file that fits any of ``paths``."""
    given = b"".join(b"./" + encode(path) + b"\0" for path in paths)
    # This command of git takes no literal paths; "./" keeps them from being anything else.
    words = ("--no-literal-pathspecs", "check-ignore", "--no-index", "--verbose", "-z", "--stdin")
    try:
        code, out, _ = start(root, *words, given=given).finish()
    except GitError:
        return []
    fields = out.split(b"\0")[:-1] if code == 0 else []
    found: dict[tuple[str, int, str], list[str]] = {}
    for at in range(0, len(fields), 4):
        source, line, pattern, path = map(decode, fields[at : at + 4])
        if not pattern.startswith("!"):
            found.setdefault((source, int(line), pattern), []).append(path.removeprefix("./"))
    return [
        Left(source, line, pattern, f"git would ignore {_named(paths)}: let it through")
        for (source, line, pattern), paths in found.items()
    ]


def _named(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"
