"""Shell scripts, make files and the like: modules and paths that programs are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.configuration import _OPTION, is_url, leave_name
from coldframe.resolve.rewrite.path_tokens import paths_in
from coldframe.source.references.commands import in_commands

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft

_TOOLS = re.compile(r"\b(?:pylint|coverage|pytest|mypy|stestr|pyright)\b")


def rewrite_commands(draft: Draft, first: int = 1, last: int | None = None) -> None:
    """Rewrite the lines ``first`` to ``last`` as commands."""
    moved = draft.moved
    found = in_commands(draft.text, draft.path, moved).references()
    certain = {(one.line, one.column) for one in found if one.decided}
    for number in range(first, (last or len(draft.lines)) + 1):
        line, start = draft.lines[number - 1], draft.starts[number - 1]
        comment = line.lstrip().startswith("#")
        for match in moved.name_pattern.finditer(line):
            named = moved.named(draft.text, start + match.start())
            if named is None or is_url(line, match.start()):
                continue
            if line[match.end() : match.end() + 1] in ("/", "-", "@"):
                continue
            if comment:
                leave_name(draft, named, "stands in a comment")
            elif not named.known:
                leave_name(draft, named, "has nothing of that name")
            elif (number, match.start() + 1) not in certain:
                leave_name(draft, named, "stands in other text")
            elif "." not in named.module and not named.rest and not _is_module(line, match.start()):
                leave_name(draft, named, "may be a module, or something else that is called so")
            else:
                draft.rename(named, "command")
        for written in paths_in(line, draft.path, moved):
            if not written.plain:
                continue
            if written.new:
                draft.replace(start + written.start, start + written.end, written.new, "path")
            else:
                draft.leave(start + written.start, written.why)


def _is_module(line: str, at: int) -> bool:
    before = line[:at]
    return bool(_OPTION.search(before) or re.search(r"\s-c\b.*\b(?:import|from)\s+$", before)) or (
        _TOOLS.search(before) is not None and re.search(r"\s$", before) is not None
    )
