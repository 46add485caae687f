"""News fragments of towncrier: a file each, whose name says what kind of news it holds.

Source: https://towncrier.readthedocs.io/en/stable/configuration.html.
"""

from __future__ import annotations

from collections import Counter
from posixpath import normpath, splitext
from typing import TYPE_CHECKING, Any

from coldframe.resolve.noting.note import heading_for
from coldframe.resolve.noting.prose import wrapped

if TYPE_CHECKING:
    from coldframe.resolve.noting.note import Note
    from coldframe.source.tree import Tree

_USUAL_TYPES = {kind: kind for kind in ("feature", "bugfix", "doc", "removal", "misc")}
_USUAL_FOLDERS = ("newsfragments", "changelog.d", "changes.d", "news.d", "news", "changes")


def towncrier_note(tree: Tree, note: Note) -> tuple[str, bytes] | None:
    """Path and content of the fragment; None if the host has none of this form.

    Without a configuration, a folder of the usual name whose fragments are named like
    towncrier's counts, too: what builds them is the host's affair.
    """
    configuration = _configuration(tree)
    if configuration is None:
        for folder in _USUAL_FOLDERS:
            if _extensions(tree, folder, _USUAL_TYPES):
                return _fragment(tree, note, folder, {})
        return None
    return _fragment(tree, note, _folder(configuration), configuration)


def _fragment(
    tree: Tree, note: Note, folder: str, configuration: dict[str, Any]
) -> tuple[str, bytes]:
    types = _types(configuration)
    kind = heading_for(note.kind, types)
    if not kind:  # by the names that readers see
        name = heading_for(note.kind, types.values())
        kind = next((key for key, shown in types.items() if shown == name), next(iter(types)))
    used = _extensions(tree, folder, types)
    usual = splitext(_text(configuration, "filename", "NEWS.rst"))[1]
    if configuration.get("create_add_extension") is False:
        usual = ""
    extension = used.most_common(1)[0][0] if used else usual
    markdown = (extension or usual) == ".md"
    content = "\n".join([*wrapped(note.text, markdown=markdown), ""]).encode("utf-8", "replace")
    prefix = _text(configuration, "orphan_prefix", "+")
    for count in range(1000):
        counter = f".{count}" if count else ""
        path = f"{folder}/{prefix}{note.slug}.{kind}{counter}{extension}"
        if not tree.exists(path) or tree.read(path) == content:
            break  # unless an unreleased note of the same name says something else
    return path, content


def _configuration(tree: Tree) -> dict[str, Any] | None:
    """What configures towncrier, with the project's name as the package if none is named."""
    from coldframe.check.packaging.sources import Sources, table

    project = Sources(tree).pyproject
    own = project
    if tree.exists("towncrier.toml"):
        import tomllib

        try:
            own = tomllib.loads(tree.read("towncrier.toml").decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return None
    found = table(own, "tool").get("towncrier")
    if not isinstance(found, dict):
        return None
    return {"package": table(project, "project").get("name", ""), **found}


def _folder(configuration: dict[str, Any]) -> str:
    """Where fragments are: in the section without a path, else in the first."""
    sections = configuration.get("section")
    paths = [s.get("path", "") for s in sections] if isinstance(sections, list) else [""]
    path = "" if "" in paths or not paths else paths[0]
    directory = configuration.get("directory")
    if isinstance(directory, str):
        return normpath(f"{directory}/{path}")
    package = _text(configuration, "package", "")
    return normpath(f"{_text(configuration, 'package_dir', '.')}/{package}/{path}/newsfragments")


def _types(configuration: dict[str, Any]) -> dict[str, str]:
    """The types of fragments: the word in the name of a file, and the heading."""
    types = configuration.get("type")
    tables = configuration.get("fragment")
    if isinstance(types, list):
        names = [(str(one.get("name", "")), one) for one in types if isinstance(one, dict)]
        found = {str(one.get("directory", name.lower())): name for name, one in names}
    elif isinstance(tables, dict):
        found = {key: key for key in sorted(tables)}
    else:
        found = {}
    return found or _USUAL_TYPES


def _extensions(tree: Tree, folder: str, types: dict[str, str]) -> Counter[str]:
    """How often the fragments that are there end in what; ``""`` for nothing."""
    found: Counter[str] = Counter()
    for path in tree.under(folder):
        parts = path[len(folder) + 1 :].split(".")
        at = next((n for n in range(len(parts) - 1, 0, -1) if parts[n] in types), 0)
        if at and "/" not in path[len(folder) + 1 :]:
            rest = [part for part in parts[at + 1 :] if not part.isdigit()]
            found["".join(f".{part}" for part in rest)] += 1
    return found


def _text(configuration: dict[str, Any], key: str, default: str) -> str:
    value = configuration.get(key, default)
    return value if isinstance(value, str) else default
