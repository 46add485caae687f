"""Jupyter notebooks: cells are rewritten inside the JSON strings that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.source.json_places import Text, values_of

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft


class Cell(NamedTuple):
    """A cell's text, and where in the file each of its characters is written."""

    kind: str
    text: str
    places: list[int]


def rewrite_notebook(draft: Draft) -> None:
    """Rewrite text cells as pages and code cells as Python; what they printed stays."""
    import json

    from coldframe.resolve.rewrite.docs import rewrite_docs
    from coldframe.resolve.rewrite.draft import Draft

    try:
        cells = list(_cells(values_of(draft.text)))
    except (ValueError, RecursionError, AttributeError, TypeError):
        return
    for cell in cells:
        fence = "```python\n" if cell.kind == "code" else ""
        text = f"{fence}{cell.text}\n```" if fence else cell.text
        inner = Draft(draft.path, text.encode("utf-8", "surrogatepass"), draft.moved)
        rewrite_docs(inner)
        for start, end, new, why in inner.edits():
            first, last = cell.places[start - len(fence)], cell.places[end - len(fence)]
            ascii_only = draft.text[first:last].isascii()
            draft.replace(first, last, json.dumps(new, ensure_ascii=ascii_only)[1:-1], why)
        for offset, why in inner.doubts():
            draft.leave(cell.places[min(max(0, offset - len(fence)), len(cell.text))], why)


def _cells(notebook: dict[str, list[dict[str, object]]]) -> Iterator[Cell]:
    for cell in notebook.get("cells", []):
        kind, source = cell.get("cell_type"), cell.get("source")
        parts = source if isinstance(source, list) else [source]
        texts = [part for part in parts if isinstance(part, Text)]
        if isinstance(kind, Text) and kind.text in ("markdown", "code") and texts:
            places = [place for part in texts for place in part.places[:-1]]
            said = "".join(part.text for part in texts)
            yield Cell(kind.text, said, [*places, texts[-1].places[-1]])
