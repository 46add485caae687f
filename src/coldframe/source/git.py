"""Runs git: one fixed environment, no shell, no questions asked, no pager.

A user's or a hook's ``GIT_*`` variables and configuration must not change what is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache

NEUTRAL = (
    "--literal-pathspecs",
    *("-c", "core.quotepath=off"),
    *("-c", "core.fsmonitor=false"),  # would run a program named in the repository
    *("-c", f"core.hooksPath={os.devnull}"),  # and so would hooks
    *("-c", "submodule.recurse=false"),
    *("-c", "grep.fullName=false"),
    *("-c", "grep.fallbackToNoIndex=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.follow=false"),
    *("-c", "diff.renames=false"),
    *("-c", "color.ui=false"),
)
# Where git's configuration is and how far up it may look is the user's business;
# GIT_DIR, GIT_INDEX_FILE and the like are set by hooks and name another tree than ours.
KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
# A memory file takes any amount of output, so that nobody waits for a full pipe; and
# posix_spawn saves the 10 ms that importing subprocess costs.
_SPAWN = sys.platform == "linux" and hasattr(os, "memfd_create") and hasattr(os, "posix_spawn")


class GitError(Exception):
    """Git could not do it: ``code`` is its exit status (127: there is no git), ``why`` its words.

    ``remedy`` says what to do, if that is known.
    """

    def __init__(self, code: int, why: str, remedy: str = "") -> None:
        super().__init__(why)
        self.code = code
        self.why = why
        self.remedy = remedy


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment in which git runs, with what one call needs ``more``."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(KEPT)}
    kept["LC_ALL"] = "C"  # git compares bytes, and speaks the words that are read here
    kept["GIT_OPTIONAL_LOCKS"] = "0"
    kept["GIT_TERMINAL_PROMPT"] = "0"
    kept["GIT_NO_LAZY_FETCH"] = "1"
    kept.update(more or {})
    return kept


def command(root: str, args: Sequence[str]) -> list[str]:
    """The whole command line for ``git args`` in ``root``."""
    return ["git", "-C", root, *NEUTRAL, *args]


@cache
def _program(path: str) -> str:
    """Where git is; raises FileNotFoundError. The kernel would try all of ``path`` every time."""
    for folder in path.split(os.pathsep):
        file = os.path.join(folder, "git")
        if os.access(file, os.X_OK) and os.path.isfile(file):
            return file
    raise FileNotFoundError("git")


class Running:
    """A git process that has been started; its output is taken when it is needed."""

    def __init__(
        self,
        root: str,
        args: Sequence[str],
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
    ) -> None:
        self._environment = environment(more)
        self._result: tuple[int, bytes, bytes] | None = None
        try:
            if _SPAWN:
                self._spawn(command(root, args), given)
            else:
                self._popen(command(root, args), given)
        except FileNotFoundError:
            raise GitError(127, "git is not installed", "Install git.") from None

    def _spawn(self, line: list[str], given: bytes) -> None:
        self._out = os.memfd_create("out")
        self._err = os.memfd_create("err")
        if given:
            source = os.memfd_create("in")
            left = memoryview(given)
            while left:
                left = left[os.write(source, left) :]
            os.lseek(source, 0, os.SEEK_SET)
        else:
            source = os.open(os.devnull, os.O_RDONLY)
        try:
            self._pid = os.posix_spawn(
                _program(os.environ.get("PATH", os.defpath)),
                line,
                self._environment,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, source, 0),
                    (os.POSIX_SPAWN_DUP2, self._out, 1),
                    (os.POSIX_SPAWN_DUP2, self._err, 2),
                ],
            )
        except OSError:
            os.close(self._out)
            os.close(self._err)
            raise
        finally:
            os.close(source)

    def _popen(self, line: list[str], given: bytes) -> None:
        import subprocess
        import tempfile

        source, self._outfile, self._errfile = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115
        with source:
            source.write(given)
            source.seek(0)
            self._process = subprocess.Popen(
                line,
                env=self._environment,
                stdin=source,
                stdout=self._outfile,
                stderr=self._errfile,
            )

    def finish(self) -> tuple[int, bytes, bytes]:
        """Wait for the end: exit status, what was written, and git's complaints."""
        if self._result is None:
            if _SPAWN:
                code = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
                self._result = (code, _contents(self._out), _contents(self._err))
            else:
                code = self._process.wait()
                with self._outfile, self._errfile:
                    self._outfile.seek(0)
                    self._errfile.seek(0)
                    self._result = (code, self._outfile.read(), self._errfile.read())
        return self._result

    def output(self) -> bytes:
        """What was written; raises GitError if git failed."""
        code, out, complaints = self.finish()
        if code:
            raise GitError(code, reason(complaints))
        return out


def _contents(descriptor: int) -> bytes:
    """All that was written to a memory file, which is closed."""
    try:
        size = os.fstat(descriptor).st_size
        parts = []
        at = 0
        while at < size and (part := os.pread(descriptor, size - at, at)):
            parts.append(part)
            at += len(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def reason(complaints: bytes) -> str:
    """The line of git's complaints that says why."""
    lines = complaints.decode("utf-8", "backslashreplace").splitlines()
    telling = [line for line in lines if line.startswith(("fatal: ", "error: "))] or lines
    if not telling:
        return "git failed without a word"
    why = telling[0].partition(": ")[2] or telling[0]
    return "not a git repository" if why.startswith("not a git repository") else why


def start(root: str, *args: str, given: bytes = b"") -> Running:
    """Start ``git args`` in ``root``; ``given`` is what it reads. Raises GitError without git."""
    return Running(root, args, given)


def git(
    root: str,
    *args: str,
    given: bytes = b"",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """What ``git args`` writes in ``root``. Raises GitError if it fails.

    ``given`` is what it reads, ``more`` are variables for its environment.
    """
    return Running(root, args, given, more).output()


def available(root: str) -> str:
    """Why git cannot be used on the working tree in ``root``, or ``""`` if it can."""
    try:
        inside = git(root, "rev-parse", "--is-inside-work-tree")
    except GitError as error:
        return error.why
    return "" if inside.strip() == b"true" else "there is no working tree"


def is_shallow(root: str) -> bool:
    """Whether history ends before its beginning. Raises GitError where git does not work."""
    folder = os.path.join(root, ".git")
    if os.path.isfile(os.path.join(folder, "HEAD")):  # where git, too, looks for nothing else
        return os.path.isfile(os.path.join(folder, "shallow"))
    return git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
