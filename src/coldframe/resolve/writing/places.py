"""Where may be written, and whether a file still is what it was."""

from __future__ import annotations

import os
import stat

from coldframe.declare.mistake import Mistake


def safe_place(root: str, path: str) -> str:
    """The absolute path of ``path``, which may be written.

    Raises Mistake if it leads out of ``root``, into git's own folder or another repository,
    through a symbolic link, or to something that is no file.
    """
    parts = path.split("/")
    if os.path.isabs(path) or any(part in ("", ".", "..") for part in parts) or "\0" in path:
        raise Mistake(
            f"{path!r} is not a path below the root of the host",
            "Only files of the host are written.",
        )
    if ".git" in parts:
        raise Mistake(f"{path} belongs to git", "Only files of the host are written.")
    place = root
    for depth, part in enumerate(parts, 1):
        place = os.path.join(place, part)
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            break
        except NotADirectoryError:
            break
        so_far = "/".join(parts[:depth])
        if stat.S_ISLNK(mode):
            raise Mistake(
                f"{path} cannot be written: {so_far} is a symbolic link",
                "Write through no link: replace it by a real folder or file.",
            )
        last = depth == len(parts)
        if not (stat.S_ISREG(mode) if last else stat.S_ISDIR(mode)):
            kind = "file" if last else "folder"
            raise Mistake(f"{path} cannot be written: {so_far} is no {kind}", "Move it away.")
        if not last and os.path.lexists(os.path.join(place, ".git")):
            raise in_another_repository(path, so_far)
    return os.path.join(root, *parts)


def in_another_repository(path: str, folder: str) -> Mistake:
    """What is said of ``path``, which belongs to the repository in ``folder``."""
    return Mistake(
        f"{path} lies in {folder}, a repository of its own",
        "Only files of the host are written: run Coldframe in there.",
    )


def contents(root: str, path: str) -> bytes | None:
    """The bytes of a file, None if there is none; raises Mistake if it cannot be read."""
    try:
        with open(os.path.join(root, path), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Mistake(f"{path} cannot be read: {error.strerror}", "Make it readable.") from None


def missing_folders(root: str, paths: list[str]) -> list[str]:
    """The folders that have to be made before ``paths`` can be written, outer ones first."""
    missing: dict[str, None] = {}
    for path in paths:
        parts = path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            if folder not in missing and not os.path.isdir(os.path.join(root, folder)):
                missing[folder] = None
    return list(missing)
