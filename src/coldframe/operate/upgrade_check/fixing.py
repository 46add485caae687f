"""Writes corrected copies of a site's files; the files themselves are never touched."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.operate.upgrade_check.editing import carried_out

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.setting import SiteFile
    from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck


def corrected(found: UpgradeCheck) -> dict[str, bytes]:
    """The new content of each file that has an edit, by its path; still read as what it was.

    Raises Mistake if the edits of a file do not go together.
    """
    from coldframe.operate.upgrade_check.reading.files import parsed
    from coldframe.operate.upgrade_check.setting import Unreadable

    texts = {}
    for file in found.files:
        cuts = [cut for one in found.remarks if one.path == file.path for cut in one.cuts]
        if not cuts:
            continue
        texts[file.path] = carried_out(file.data, cuts)
        try:
            parsed(file.path, file.form, texts[file.path])
        except Unreadable as error:
            raise Mistake(
                f"the edits of this file do not go together: {error.why}",
                "Make them by hand, as they are listed without --fix.",
                file.path,
                error.line,
            ) from None
    return texts


def fix(found: UpgradeCheck, folder: str) -> dict[str, str]:
    """Write the corrected files below ``folder``, laid out as they are; returns path to copy.

    Files that need no edit are not copied.  A copy has the permissions of its file.  Raises
    Mistake, and leaves nothing behind, if a copy is there already or cannot be written.
    """
    texts = corrected(found)
    copies = dict(zip(texts, _places(tuple(found.files), texts, folder), strict=True))
    for copy in copies.values():
        if os.path.lexists(copy):
            raise Mistake(
                "is there already, and nothing is overwritten", "Name a new folder: --fix DIR", copy
            )
    made: list[str] = []
    try:
        for path, data in texts.items():
            os.makedirs(os.path.dirname(copies[path]), exist_ok=True)
            _write(path, data, copies[path], made)
    except OSError as error:
        for copy in made:
            os.unlink(copy)
        raise Mistake(
            f"cannot be written: {error.strerror}", "Name a folder that is yours: --fix DIR",
            error.filename or folder,
        ) from None  # fmt: skip
    return copies


def _places(files: tuple[SiteFile, ...], texts: Mapping[str, bytes], folder: str) -> list[str]:
    """Where the copies go: below the folder as the files are below what all have in common."""
    absolute = {file.path: os.path.abspath(file.path) for file in files}
    top = os.path.commonpath([os.path.dirname(path) for path in absolute.values()] or ["/"])
    return [os.path.join(folder, os.path.relpath(absolute[path], top)) for path in texts]


def _write(path: str, data: bytes, copy: str, made: list[str]) -> None:
    mode = os.stat(path).st_mode & 0o777
    # Nobody else may read it before it has the permissions of its file.
    handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    made.append(copy)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        os.fchmod(stream.fileno(), mode)
