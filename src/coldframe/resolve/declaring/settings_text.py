"""Writes settings: into ``pyproject.toml`` if there is one, else into ``coldframe.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings_file import OWN_FILE, PROJECT_FILE
from coldframe.resolve.declaring.specs import spec_places
from coldframe.resolve.declaring.written_toml import TODO, line_text, spaced
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from coldframe.check.host import Host


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
        places = spec_places(host)
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
    document: Any = tomlkit.parse(before.decode("utf-8-sig"))
    section = document["tool"]["coldframe"] if path == PROJECT_FILE else document
    section["preview_trees"].append(tree)
    text = tomlkit.dumps(document)
    if b"\r\n" in before:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return Edit(path, before, text.encode(), "Settings")


def _added(before: bytes, path: str, wanted: Wanted, written: dict[str, int]) -> bytes:
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    old = before[len(mark) :].decode().replace("\r\n", "\n")
    prefix = "tool.coldframe" if path == PROJECT_FILE else ""
    if written or (prefix and _has_section(old)):
        text = _completed(old, path, wanted, written)
    else:
        section = _section(wanted, prefix)
        text = f"{old.rstrip()}\n\n{section}" if old.strip() else section
    _check_kept(old, text, path)
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return mark + text.encode()


def _has_section(text: str) -> bool:
    import tomllib

    return "coldframe" in tomllib.loads(text).get("tool", {})


def _section(wanted: Wanted, prefix: str) -> str:
    """All wanted settings as a new text."""
    lines = [f"[{prefix}]"] if prefix else []
    lines += [line_text(key, value) for key, value in wanted.top.items()]
    for name, keys in wanted.tables.items():
        lines += ["", f"[{prefix}.{name}]" if prefix else f"[{name}]"]
        lines += [line_text(key, value, gap) for key, (value, gap) in keys.items()]
    return "\n".join(lines) + "\n"


def _completed(old: str, path: str, wanted: Wanted, written: dict[str, int]) -> str:
    """``old`` with the settings that it lacks, put where the others are."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(old)
        section: Any = document["tool"]["coldframe"] if path == PROJECT_FILE else document
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
                    item.trivia.comment_ws = "  "
                section[name][key] = item
        return spaced(old, tomlkit.dumps(document))
    except (TOMLKitError, ValueError):
        raise _by_hand(path) from None


def _check_kept(before: str, after: str, path: str) -> None:
    """Make sure that nothing that was written has changed."""
    import tomllib

    def holds(new: Any, old: Any) -> bool:
        if isinstance(old, dict) and isinstance(new, dict):
            return all(key in new and holds(new[key], value) for key, value in old.items())
        return bool(new == old)

    lines = [line for line in before.split("\n") if line.strip()]
    rest = iter(after.split("\n"))
    try:
        kept = holds(tomllib.loads(after), tomllib.loads(before))
    except tomllib.TOMLDecodeError:
        kept = False
    if not kept or not all(line in rest for line in lines):
        raise _by_hand(path)


def _by_hand(path: str) -> Mistake:
    return Mistake(
        "settings cannot be added without touching what is written here",
        "Write preview_trees = [...] below a line [tool.coldframe] by hand, and repeat this.",
        path,
    )
