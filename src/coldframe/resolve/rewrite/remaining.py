"""What still leads to the old places in a rewritten Python file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.moved import Moved
from coldframe.source.references.find import read_references

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.splice import Splice


class _Remaining(Moved):
    """The old names, looked for in files that are called as they will be."""

    def module_name(self, path: str) -> tuple[str | None, str | None]:
        """``__name__`` and ``__package__`` of the file at ``path``."""
        name = self.addresses.after(path)
        init = path.rpartition("/")[2].startswith("__init__.")
        return name, name if init else name.rpartition(".")[0]

    def relative(self, path: str, level: int, name: str) -> str | None:
        """What a relative import in the file at ``path`` means."""
        return self.addresses.means(path, level, name)


def remaining(draft: Draft, splices: list[Splice]) -> set[tuple[int, str, str]]:
    """Where the file leads to old names once its edits are made: line, form and target."""
    from coldframe.resolve.rewrite.splice import spliced

    moved = _Remaining(draft.moved.renames, draft.moved.tree)
    data = spliced(draft.data, splices)
    return {(one.line, one.form, one.target) for one in read_references(draft.path, data, moved)}
