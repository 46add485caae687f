"""Takes lines about what is gone out of lists of files: owners, manifests, ignore files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.retiring.gone import Gone
    from coldframe.resolve.retiring.trimmed import Text

_MANIFEST = re.compile(r"(?:recursive-|global-)?(?:include|exclude)|graft|prune")


def trim_listing(draft: Text, gone: Gone) -> None:
    """Mark the lines whose paths are all gone; take single ones out of the others."""
    manifest = draft.path.rpartition("/")[2].lower() == "manifest.in"
    for number, line in enumerate(draft.lines):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        if not manifest:
            if gone.is_path(words[0].removeprefix("!")):
                draft.gone.add(number)
            continue
        if len(words) < 2 or not _MANIFEST.fullmatch(words[0]):
            continue
        if words[0] in ("graft", "prune") or words[0].startswith("recursive"):
            if gone.is_path(words[1]):
                draft.gone.add(number)
            continue
        kept = [word for word in words[1:] if not gone.is_path(word)]
        if not kept:
            draft.gone.add(number)
        elif len(kept) < len(words) - 1:
            for word in words[1:]:
                if word not in kept:
                    pattern = rf"[ \t]+{re.escape(word)}(?=\s|$)"
                    draft.lines[number] = re.sub(pattern, "", draft.lines[number], count=1)
