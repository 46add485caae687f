"""The part of a repository's history that some of its files have."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

from coldframe.declare.mistake import Mistake
from coldframe.source.git import environment, git

BRANCH = "main"


def require_filter() -> None:
    """Raise ModuleNotFoundError without git-filter-repo: said before work begins."""
    import git_filter_repo  # noqa: F401


def filtered(root: str, folder: str, paths: Iterable[str]) -> None:
    """Make the bare repository ``folder``: HEAD's history in ``root``, without all other files.

    ``paths`` are files and folders (ending in a slash), relative to the top of the repository.
    Raises GitError, and Mistake where the history cannot be filtered.
    """
    git(os.path.dirname(folder), "init", "--quiet", "--bare", "--template=", folder)
    git(folder, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    top = os.fsdecode(git(root, "rev-parse", "--show-toplevel")).rstrip("\n")
    git(folder, "-c", "gc.auto=0", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head",
        "--update-head-ok", top, f"+HEAD:refs/heads/{BRANCH}")  # fmt: skip
    wanted = os.path.join(folder, "coldframe-paths")
    with open(wanted, "wb") as file:
        for path in paths:
            if "\n" in path:
                raise Mistake(
                    f"{path!r} has a line break in its name, so its history cannot be kept",
                    "Rename the file, or leave history behind: --no-history",
                )
            file.write(b"literal:" + os.fsencode(path) + b"\n")
    import git_filter_repo

    words = ("--force", "--quiet", "--replace-refs", "delete-no-add", "--paths-from-file", wanted)
    done = subprocess.run(
        # By its file: the host's interpreter, which this may be, need not have it installed.
        [sys.executable, "-P", git_filter_repo.__file__, *words],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it says nothing"]
        raise Mistake(
            f"git-filter-repo could not filter the history: {said[-1]}",
            "Leave history behind: --no-history",
        )
    os.unlink(wanted)
    shutil.rmtree(os.path.join(folder, "filter-repo"), ignore_errors=True)
