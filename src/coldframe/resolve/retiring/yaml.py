"""Takes names of what is gone out of YAML: items of lists, and pages of a list of contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.retiring.toml import OMITTABLE

if TYPE_CHECKING:
    from coldframe.resolve.retiring.gone import Gone
    from coldframe.resolve.retiring.trimmed import Text
    from coldframe.source.tree import Tree

_ITEM = re.compile(r"^(\s*)-\s+([\"']?)([^\"'#]*?)\2\s*(?:#.*)?$")
_TITLED = re.compile(r"^(\s*)-\s+(?:[^:#]+:\s+)?[\"']?([^\s\"'#:]+)[\"']?\s*$")
_LOCAL = re.compile(r"^\s*(?:-\s+)?local:\s*[\"']?([^\s\"'#]+)")
_FLOW = re.compile(r"\[([^\[\]#]*)\]")
_SECTION = re.compile(r"^(\s*)-\s+[\"']?[^:#\"']+[\"']?:\s*$")
_KEY = re.compile(r"^(\s*)(?:-\s+)?([\w.\"'/-]+):\s*$")


def trim_yaml(draft: Text, gone: Gone) -> None:
    """Mark the lines that certainly name only what is gone."""
    pages = _pages_folder(draft.path, "".join(draft.lines))
    for number, line in enumerate(draft.lines):
        if number in draft.gone:
            continue
        bare = line.rstrip("\r\n")
        if pages is not None:
            _contents(draft, number, bare, gone, pages)
        found = _ITEM.match(bare)
        if found is not None and gone.is_entry(found[3].rstrip()):
            _drop(draft, number, number + 1, len(found[1]))
            continue
        draft.lines[number] = _FLOW.sub(lambda m: _flow(m, gone), line)


def contents_folder(path: str, tree: Tree) -> str | None:
    """The folder from which ``path`` writes pages; None if it is no list of contents."""
    if not path.endswith((".yml", ".yaml")):
        return None
    return _pages_folder(path, tree.read(path).decode("utf-8", "replace"))


def page_of(line: str) -> str:
    """The page that a line of a list of contents names, or nothing."""
    bare = line.rstrip("\r\n")
    found = _LOCAL.match(bare)
    titled = _TITLED.match(bare) if found is None else None
    return found[1] if found else titled[2] if titled else ""


def _pages_folder(path: str, text: str) -> str | None:
    folder, _, name = path.rpartition("/")
    if name.startswith("mkdocs"):
        said = re.search(r"^docs_dir:\s*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
        return "/".join(filter(None, (folder, said[1].strip("./") if said else "docs")))
    return folder if name == "_toctree.yml" else None


def _contents(draft: Text, number: int, line: str, gone: Gone, folder: str) -> None:
    """A page in the list of contents of MkDocs or doc-builder."""
    local = _LOCAL.match(line)
    if local is not None and gone.is_page(local[1], f"{folder}/_", folder):
        first = number
        while first and not draft.lines[first].lstrip().startswith("- "):
            first -= 1
        indent = _indent(draft.lines[first])
        end = _block_end(draft, first, indent)
        if not any("sections:" in draft.lines[n] for n in range(first, end)):
            _drop(draft, first, end, indent, contents=True)
        return
    titled = _TITLED.match(line)
    if titled is not None and gone.is_page(titled[2], f"{folder}/_", folder):
        _drop(draft, number, number + 1, len(titled[1]), contents=True)


def _drop(draft: Text, first: int, end: int, indent: int, *, contents: bool = False) -> None:
    """Let an item go, and the key of its list if nothing else is in it and nothing misses it.

    In a list of ``contents`` a section goes when its last page does.
    """
    siblings = [n for n in _siblings(draft, first, indent) if n not in draft.gone and n != first]
    if not siblings:
        rows = (n for n in range(first - 1, -1, -1) if draft.lines[n].strip())
        above = next((n for n in rows if n not in draft.gone), -1)
        line = draft.lines[above].rstrip("\r\n") if above >= 0 else ""
        key, section = _KEY.match(line), _SECTION.match(line)
        if section is not None and contents:
            draft.gone.update(range(first, end))
            _drop(draft, above, above + 1, len(section[1]), contents=True)
            if above not in draft.gone:  # it is the last of all, and a person decides
                draft.gone.difference_update(range(first, end))
            return
        if key is None or not OMITTABLE.fullmatch(key[2].strip("\"'")):
            return
        draft.gone.add(above)
    draft.gone.update(range(first, end))


def _siblings(draft: Text, number: int, indent: int) -> list[int]:
    """The items of the list that the item at ``number`` is in."""
    found = [number]
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(draft.lines):
            line = draft.lines[at]
            if line.strip() and not line.lstrip().startswith("#"):
                depth = _indent(line)
                if depth < indent or (depth == indent and not line.lstrip().startswith("-")):
                    break
                if depth == indent:
                    found.append(at)
            at += step
    return found


def _block_end(draft: Text, first: int, indent: int) -> int:
    """The index behind the last line of the item that begins at ``first``."""
    at = first + 1
    while at < len(draft.lines):
        line = draft.lines[at]
        if line.strip() and _indent(line) <= indent:
            break
        at += 1
    while at > first + 1 and not draft.lines[at - 1].strip():
        at -= 1
    return at


def _flow(found: re.Match[str], gone: Gone) -> str:
    parts = found[1].split(",")
    kept = [part for part in parts if not gone.is_entry(part.strip().strip("\"'"))]
    if not kept or len(kept) == len(parts):
        return found[0]
    return f"[{','.join(kept).lstrip() if found[1][:1] != ' ' else ','.join(kept)}]"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
