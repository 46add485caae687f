"""Recognises what Coldframe itself wrote: baselines, reports and plans quote preview names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.source.references.reference import Reference
    from coldframe.source.tree import Tree

SUFFIXES = (".json", ".xml")
# How a baseline, an outcome, inventory or plan, SARIF and JUnit begin, without blanks.
BEGINNINGS = (
    b'{"coldframe_baseline":',
    b'{"version":1,"coldframe":"',
    b'{"$schema":"https://docs.oasis-open.org/sarif/',
    b'<?xmlversion="1.0"encoding="utf-8"?><testsuitesname="coldframe"',
)


def is_own_report(tree: Tree, path: str) -> bool:
    """Whether Coldframe wrote the file."""
    if not path.endswith(SUFFIXES):
        return False
    return b"".join(tree.read(path)[:200].split()).startswith(BEGINNINGS)


def without_own_reports(tree: Tree, found: Iterable[Reference]) -> Iterator[Reference]:
    """``found`` without the references in files that Coldframe wrote."""
    known: dict[str, bool] = {}
    for reference in found:
        path = reference.path
        if path not in known:
            known[path] = is_own_report(tree, path)
        if not known[path]:
            yield reference
