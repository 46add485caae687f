"""Installs the wheels for a trial: a feature that comes and goes leaves the core as it was."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.splitting.wheels import Fault

if TYPE_CHECKING:
    from coldframe.resolve.splitting.wheels import Division

_CORE = "the wheel of the host"


def trial(
    division: Division, built: Sequence[str], scratch: str, smoke: str | None, python: str
) -> list[Fault]:
    """Install the core, run ``smoke`` on it (None: run nothing), let all features come and go.

    pip installs into a new environment below ``scratch``, without dependencies and without
    an index.  ``smoke`` is a command; empty means to import the host's top package.  It runs
    with ``python``, which has to have what the host requires, and sees the core first.
    Raises Mistake where pip is missing or fails.
    """
    place = os.path.join(scratch, "environment")
    _run([sys.executable, "-m", "venv", "--without-pip", place])
    site = _site(place)
    _pip(place, "install", "--no-compile", built[0])
    before = _digests(place)
    faults = []
    if smoke is not None:
        faults += _smoke(division, site, smoke, python, scratch)
        faults += _same(before, _digests(place), "running the smoke test")
    features = [wheel.distribution for wheel in division.wheels[1:]]
    _pip(place, "install", "--no-compile", *built[1:])
    with_features = _digests(place)
    kept = {path: with_features.get(path, "") for path in before}
    faults += _same(before, kept, "installing the features")
    _pip(place, "uninstall", "--yes", *features)
    return faults + _same(before, _digests(place), "removing the features")


def _same(before: dict[str, str], after: dict[str, str], when: str) -> list[Fault]:
    changed = sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))
    return [
        Fault(
            "core untouched", f"{path} is not what it was after {when}", f"Compare it in {_CORE}."
        )
        for path in changed[:20]
    ]


def _smoke(division: Division, site: str, smoke: str, python: str, scratch: str) -> list[Fault]:
    top = min((p.place for p in division.wheels[0].files if p.place.endswith("/__init__.py")),
              key=len).split("/")[0]  # fmt: skip
    words = shlex.split(smoke) if smoke else ["python", "-c", f"import {top}"]
    if words[0] in ("python", "python3"):
        words[0] = python
    empty = os.path.join(scratch, "empty")
    os.makedirs(empty, exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": site, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            words, cwd=empty, env=environment, capture_output=True, check=False, timeout=1800
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return [Fault("smoke test", f"{shlex.join(words)}: {error}", "Correct the command.")]
    if done.returncode == 0:
        return []
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    said = lines[-1] if lines else "nothing was said"
    what = f"{shlex.join(words)} exits with {done.returncode} on the core alone: {said}"
    return [Fault("smoke test", what, "Run it on the host without its preview features.")]


def _site(place: str) -> str:
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    if os.name == "nt":
        return os.path.join(place, "Lib", "site-packages")
    return os.path.join(place, "lib", version, "site-packages")


def _pip(place: str, verb: str, *words: str) -> None:
    binary = os.path.join(place, "Scripts" if os.name == "nt" else "bin", "python")
    pip = [sys.executable, "-m", "pip", "--python", binary, "--disable-pip-version-check", verb]
    options = ["--no-deps", "--no-index", "--ignore-requires-python"] if verb == "install" else []
    _run([*pip, "--quiet", *options, *words])


def _run(words: list[str]) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    done = subprocess.run(words, env=kept, capture_output=True, check=False)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no word"]
        raise Mistake(
            f"the wheels could not be installed for a trial: {lines[-1]}",
            f"Make `{sys.executable} -m pip` work (22.3 or newer), or leave the trial out with "
            "--no-verify.",
        )


def _digests(place: str) -> dict[str, str]:
    found = {}
    for folder, _, names in os.walk(place):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                with open(path, "rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                found[os.path.relpath(path, place)] = digest
    return found
