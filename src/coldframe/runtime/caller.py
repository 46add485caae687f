"""Which feature calls the code that runs now, where nobody has put one in charge.

The innermost frame that belongs to a feature or to a host decides, as it does for errors
(`coldframe.runtime.culprit`): a library that a feature calls works for the feature, however the
host came by the feature's class; code of the host works for the host, whoever calls it.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING

from coldframe.runtime import gate
from coldframe.runtime.attribution import InCharge
from coldframe.runtime.culprit import belongs_to_host, module_at, module_of
from coldframe.runtime.one_line import one_line

if TYPE_CHECKING:
    from coldframe.runtime.gate import Gate

NOBODY = InCharge("", "")
HOST = InCharge("", "")
"""Code of a host.  Equal to ``NOBODY``, and another object."""

_MOST = 10_000  # files that are remembered; code may make up new ones for ever
_files: dict[str, InCharge] = {}
_known: tuple[int, int] = (0, 0)
_loaded = False


def caller(frame: FrameType | None) -> InCharge:
    """The feature that ``frame`` and those around it work for; ``NOBODY`` or ``HOST`` if none."""
    if not _any_loaded():
        return NOBODY
    whose = _files.get
    while frame is not None:
        path = frame.f_code.co_filename
        found = whose(path)
        if found is None:
            found = _remembered(path, frame)
        if found is not NOBODY:
            return found
        frame = frame.f_back
    return NOBODY


def owner_of(module: str) -> InCharge | None:
    """The feature that a module belongs to by its name, of any tree."""
    for previews in gate.hosts():
        feature = previews.owner(module)
        if feature:
            return InCharge(one_line(feature), previews.tree)
    return None


def is_of_host(path: str) -> bool:
    """Whether a file is below the package of a host."""
    for previews in gate.hosts():
        for folder in _folders(previews):
            if path.startswith((f"{folder}/", f"{folder}\\")):
                return True
    return False


def _any_loaded() -> bool:
    """Whether any feature is loaded; looked up again when there are more modules or trees."""
    global _known, _loaded
    now = len(sys.modules), len(gate._hosts)
    if now != _known:
        if now[1] != _known[1]:
            _files.clear()
        _loaded = any(
            f"{previews.tree}.{name}" in sys.modules
            for previews in gate.hosts()
            for name in previews.records.declarations
        )
        _known = now
    return _loaded


def _remembered(path: str, frame: FrameType) -> InCharge:
    module = module_of(frame)
    key = path
    if path.startswith("<"):  # several modules have code in "<string>"
        key = f"{path} {module}"
        if key in _files:
            return _files[key]
    found = owner_of(module) or owner_of(module_at(path))
    if found is None:
        ours = any(belongs_to_host(previews, module) for previews in gate.hosts())
        found = HOST if ours else NOBODY
    if len(_files) > _MOST:
        _files.clear()
    _files[key] = found
    return found


def _folders(previews: Gate) -> list[str]:
    parts = previews.tree.split(".")
    for count in range(1, len(parts)):
        package = sys.modules.get(".".join(parts[:count]))
        if getattr(package, "__file__", None):
            return [folder for folder in package.__path__ if isinstance(folder, str)]  # type: ignore[union-attr]
    return []
