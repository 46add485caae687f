"""Plans that declarations and records of endings get into the wheel, where they would not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coldframe.check.placement.whereabouts import front
from coldframe.declare.tombstone import FILE
from coldframe.resolve.declaring.written_toml import spaced
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature, PreviewTree
    from coldframe.source.tree import Tree

PATTERNS = ["preview.toml", "*.preview.toml", FILE]
_PROJECT = "pyproject.toml"


def package_data(
    host: Host,
    features: Sequence[Feature],
    edits: list[Edit],
    tree: Tree,
    ended: Sequence[PreviewTree] = (),
) -> tuple[list[Edit], list[str]]:
    """``edits`` with what setuptools needs, and notes on what has to be done by hand.

    ``tree`` is the tree as it is; that of ``host`` may have edits carried out already.  The
    declarations of ``features`` have to be shipped, and ``ended.toml`` of the trees ``ended``.
    """
    wanted = [(feature.declaration_path, front(host, feature)) for feature in features]
    wanted += [(f"{one.path}/{FILE}", f"{one.path}/__init__.py") for one in ended]
    remedy = what = ""
    for path, code in wanted:
        verdict = host.packaging.verdict(path)
        if verdict.packed is False and host.packaging.verdict(code).packed:
            remedy = verdict.remedy or verdict.why
            what = FILE if path.endswith(f"/{FILE}") else "Declarations"
            break
    if not remedy:
        return edits, []
    by_hand = [f"{what} would not be in the built wheel. {remedy}"]
    family = host.packaging.sources.backend.partition(".")[0]
    if family != "setuptools" or "project" not in host.packaging.sources.pyproject:
        return edits, by_hand
    if host.packaging.sources.setup_py.get("package_data"):
        return edits, by_hand
    earlier = next((edit for edit in edits if edit.path == _PROJECT), None)
    before = tree.read(_PROJECT)
    data = earlier.after if earlier and earlier.after else before
    after = _added(data)
    if after is None:
        return edits, by_hand
    edit = Edit(_PROJECT, before, after, "Settings")
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
            return _completed(data, mark, list(patterns["*"]))
        patterns["*"] = PATTERNS
        text = spaced(old, tomlkit.dumps(document))
    except (TOMLKitError, ValueError, TypeError):
        return None
    if b"\r\n" in data:
        text = text.replace("\n", "\r\n")
    return mark + text.encode()


def _completed(data: bytes, mark: bytes, written: list[str]) -> bytes:
    """``data`` with the patterns that no ``written`` one covers."""
    from fnmatch import fnmatchcase

    from coldframe.resolve.metadata.toml_edit import with_element

    text = data[len(mark) :].decode()
    for pattern in PATTERNS:
        if not any(fnmatchcase(pattern, known) for known in written):
            text = with_element(text, ("tool", "setuptools", "package-data", "*"), pattern)
    return mark + text.encode()
