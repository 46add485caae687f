"""Real little hosts for tests: files, commits with a day, tags."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from coldframe.check.host import Host

EXAMPLES = Path(__file__).parents[2] / "examples"
# Nothing of the machine that runs the tests may shine through: no user's git settings.
_CLEAN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write ``files``, by path relative to ``root``; returns ``root``."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        place.write_bytes(data)
    return root


def git(root: Path, *words: str, day: str = "2024-01-01", author: str = "Ada") -> str:
    """Run git in ``root`` as nobody in particular, on ``day``; returns what it prints."""
    who = {"GIT_AUTHOR_NAME": author, "GIT_COMMITTER_NAME": author}
    when = f"{day}T12:00:00+00:00"
    done = subprocess.run(
        ["git", *words],
        cwd=root,
        env={
            **os.environ,
            **_CLEAN,
            **who,
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "surrogateescape")


def commit_all(
    root: Path,
    message: str = "All",
    day: str = "2024-01-01",
    tag: str = "",
    author: str = "Ada",
) -> str:
    """Commit everything in ``root`` on ``day``, making the repository first; returns the id."""
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message, day=day, author=author)
    if tag:
        git(root, "tag", tag, day=day)
    return git(root, "rev-parse", "HEAD").strip()


def open_host(root: Path) -> Host:
    """The host in ``root``."""
    from coldframe.check.discovery import open_host as open_it

    return open_it(str(root))


def copied_example(rule: str, side: str, place: Path) -> Path:
    """A rule's example as a repository of its own; paths in ``uncommitted.txt`` stay untracked."""
    root = place / side
    shutil.copytree(EXAMPLES / rule / side, root)
    listed = EXAMPLES / rule / "uncommitted.txt"
    held = {}
    for path in listed.read_text().split() if listed.exists() else ():
        if (root / path).exists():
            held[path] = (root / path).read_bytes()
            (root / path).unlink()
    commit_all(root, f"{rule}, {side}")
    for path, content in held.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root
