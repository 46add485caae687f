"""Writes settings: into ``pyproject.toml`` if there is one, else into ``coldframe.toml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings_file import OWN_FILE, PROJECT_FILE
from coldframe.resolve.plan import Edit
from coldframe.resolve.written_toml import TODO

if TYPE_CHECKING:
    from coldframe.check.host import Host

_SPEC_FOLDER = re.compile(
    r"^((?:[^/]+/)*(?:specs?|rfcs?|blueprints?|keps|enhancements|proposals|peps))/[^/]+\.(?:rst|md)$"
)


class Wanted:
    """The settings that a host needs: known ones, and gaps."""

    def __init__(self, host: Host, trees: list[str]) -> None:
        self.top: dict[str, Any] = {"preview_trees": trees}
        names = {tree.rpartition(".")[2].lstrip("_") for tree in trees}
        if names == {"experimental"}:
            self.top["label"] = "experimental"  # the word users know already
        self.tables: dict[str, dict[str, tuple[list[str], str]]] = {}
        if not host.clockwork.calendar.released:
            gap = "the releases in order, oldest first; no git tag is one"
            self.tables["calendar"] = {"releases": ([], gap)}
        places = _spec_places(host)
        gap = "" if places else "where approved specs are, such as docs/specs/*.md"
        self.tables["specs"] = {"places": (places, gap)}


def settings_edit(host: Host, trees: list[str]) -> Edit | None:
    """The edit that adds the settings which are missing; None if none is.

    Everything that is written already stays as it is, byte for byte.
    """
    wanted = Wanted(host, trees)
    path = host.settings.path or (PROJECT_FILE if host.tree.exists(PROJECT_FILE) else OWN_FILE)
    before = host.tree.read(path) if host.tree.exists(path) else None
    after = _added(before or b"", path, wanted, host.settings.lines if host.settings.path else {})
    return Edit(path, before, after, "Settings") if after != (before or b"") else None


def with_tree(host: Host, tree: str) -> Edit:
    """The edit that adds ``tree`` to the preview trees that are written."""
    import tomlkit

    path = host.settings.path
    before = host.tree.read(path)
    document: Any = tomlkit.parse(before)
    section = document["tool"]["coldframe"] if path == PROJECT_FILE else document
    section["preview_trees"].append(tree)
    return Edit(path, before, tomlkit.dumps(document).encode(), "Settings")


def _added(before: bytes, path: str, wanted: Wanted, written: dict[str, int]) -> bytes:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Table

    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    try:
        document = tomlkit.parse(before[len(mark) :])
    except (TOMLKitError, ValueError) as error:
        raise Mistake(f"this is no valid TOML: {error}", "Correct it first.", path) from None
    section: Any = document
    if path == PROJECT_FILE:
        if "tool" not in document:
            document["tool"] = tomlkit.table(is_super_table=True)
        tool: Any = document["tool"]
        if "coldframe" not in tool:
            tool["coldframe"] = tomlkit.table()
        section = tool["coldframe"]
    for key, value in wanted.top.items():
        if key not in written:
            section[key] = value
    for name, keys in wanted.tables.items():
        for key, (value, gap) in keys.items():
            if f"{name}.{key}" in written:
                continue
            if name not in section:
                section[name] = tomlkit.table()
            item = tomlkit.item(value)
            if gap:
                item.comment(f"{TODO}: {gap}")
            holder: Table = section[name]
            holder[key] = item
    text = tomlkit.dumps(document)
    if b"\r\n" in before:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    _check_kept(before[len(mark) :], text, path)
    return mark + text.encode()


def _check_kept(before: bytes, after: str, path: str) -> None:
    """Make sure that nothing that was written has changed."""
    import tomllib

    def holds(new: Any, old: Any) -> bool:
        if isinstance(old, dict) and isinstance(new, dict):
            return all(key in new and holds(new[key], value) for key, value in old.items())
        return bool(new == old)

    lines = [line for line in before.decode().splitlines() if line.strip()]
    rest = iter(after.splitlines())
    try:
        kept = holds(tomllib.loads(after), tomllib.loads(before.decode()))
    except tomllib.TOMLDecodeError:
        kept = False
    if not kept or not all(line in rest for line in lines):
        raise Mistake(
            "the settings cannot be added without touching what is written here",
            "Add [tool.coldframe] by hand; docs/settings.md shows the keys.",
            path,
        )


def _spec_places(host: Host) -> list[str]:
    """Folders that plainly hold specs, as globs."""
    found: dict[str, str] = {}
    for path in host.tree.paths():
        match = _SPEC_FOLDER.match(path)
        if match and not host.places.is_test(path):
            found[f"{match[1]}/**"] = path
    return sorted(found)[:3]
