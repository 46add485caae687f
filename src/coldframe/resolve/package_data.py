"""Plans that declarations get into the wheel, where the build backend leaves them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.check.placement.whereabouts import front
from coldframe.resolve.plan import Edit
from coldframe.resolve.written_toml import spaced

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.source.tree import Tree

PATTERNS = ["preview.toml", "*.preview.toml", "ended.toml"]
_FILE = "pyproject.toml"


def package_data(
    host: Host, features: list[Feature], edits: list[Edit], tree: Tree
) -> tuple[list[Edit], list[str]]:
    """``edits`` with what setuptools needs, and notes on what has to be done by hand.

    ``tree`` is the tree as it is; that of ``host`` may have edits carried out already.
    """
    remedy = ""
    for feature in features:
        verdict = host.packaging.verdict(feature.declaration_path)
        if verdict.packed is False and host.packaging.verdict(front(host, feature)).packed:
            remedy = verdict.remedy or verdict.why
            break
    if not remedy:
        return edits, []
    by_hand = [f"Declarations would not be in the built wheel. {remedy}"]
    family = host.packaging.sources.backend.partition(".")[0]
    if family != "setuptools" or "project" not in host.packaging.sources.pyproject:
        return edits, by_hand
    if host.packaging.sources.setup_py.get("package_data"):
        return edits, by_hand
    earlier = next((edit for edit in edits if edit.path == _FILE), None)
    before = tree.read(_FILE)
    data = earlier.after if earlier and earlier.after else before
    after = _added(data)
    if after is None:
        return edits, by_hand
    edit = Edit(_FILE, before, after, "Settings")
    return [edit, *(other for other in edits if other is not earlier)], []


def _added(data: bytes) -> bytes | None:
    """``data`` with the patterns for all packages; None if they cannot simply be added."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    try:
        old = data[len(mark) :].decode().replace("\r\n", "\n")
        document = tomlkit.parse(old)
        tool: Any = document.setdefault("tool", tomlkit.table(is_super_table=True))
        if "setuptools" not in tool:
            tool["setuptools"] = tomlkit.table(is_super_table=True)
        setuptools: Any = tool["setuptools"]
        if "package-data" not in setuptools:
            setuptools["package-data"] = tomlkit.table()
        patterns: Any = setuptools["package-data"]
        if "*" in patterns:
            return None
        patterns["*"] = PATTERNS
        text = spaced(old, tomlkit.dumps(document))
    except (TOMLKitError, ValueError, TypeError):
        return None
    if b"\r\n" in data:
        text = text.replace("\n", "\r\n")
    return mark + text.encode()
