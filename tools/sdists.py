"""Pinned source distributions, fetched once into ``.cache/sdists`` and verified."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
TABLE = Path(__file__).with_name("hosts.txt")


class Sdist(NamedTuple):
    """One pinned source distribution; ``uploaded`` is UTC, ISO."""

    project: str
    version: str
    uploaded: str
    sha256: str

    @property
    def filename(self) -> str:
        """The name of its file, as the index writes it."""
        return f"{self.project.replace('-', '_')}-{self.version}.tar.gz"


class Offline(Exception):
    """An sdist is not in the cache and could not be fetched; the text says why."""


def pinned(project: str) -> list[Sdist]:
    """The pinned releases of ``project``, oldest first."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [Sdist(*line.split()) for line in lines if line and not line.startswith("#")]
    return [row for row in rows if row.project == project]


def fetch(sdist: Sdist) -> Path:
    """The path of the verified file, from the cache or the package index.

    The index is pip's: ``PIP_INDEX_URL`` if that is set.  Raises Offline, also for a file
    whose SHA-256 is not the pinned one.  Two processes may both fetch a file, each aside; the
    cache never holds a part of one.
    """
    path = CACHE / "sdists" / sdist.filename
    if path.exists() and _digest(path) == sdist.sha256:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        _download(sdist, part)
        if (found := _digest(part)) != sdist.sha256:
            raise Offline(f"{sdist.filename} has SHA-256 {found}, pinned is {sdist.sha256}")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def unpack(sdist: Sdist, into: Path) -> None:
    """Put the content of the sdist into the empty or missing folder ``into``.

    What building an sdist adds (``PKG-INFO``, ``*.egg-info``) is left out: no repository
    has it.  Raises Offline.
    """
    archive_path = fetch(sdist)
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into.parent) as folder:
        with tarfile.open(archive_path) as archive:
            archive.extractall(folder, filter="data")
        (top,) = Path(folder).iterdir()
        for extra in [*top.glob("*.egg-info"), top / "PKG-INFO"]:
            if extra.is_dir():
                shutil.rmtree(extra)
            else:
                extra.unlink(missing_ok=True)
        into.mkdir(exist_ok=True)
        for entry in top.iterdir():
            entry.rename(into / entry.name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(sdist: Sdist, path: Path) -> None:
    import requests
    from pypi_simple import PyPISimple, errors

    endpoint = os.environ.get("PIP_INDEX_URL")
    try:
        with PyPISimple(endpoint) if endpoint else PyPISimple() as index:
            page = index.get_project_page(sdist.project, timeout=30)
            package = next((p for p in page.packages if p.filename == sdist.filename), None)
            if package is None:
                raise Offline(f"the package index has no {sdist.filename}")
            index.download_package(package, path, verify=False, timeout=60)
    except requests.RequestException as error:
        raise Offline(f"the package index cannot be reached ({type(error).__name__})") from error
    except errors.NoSuchProjectError as error:
        raise Offline(f"the package index does not know {sdist.project}") from error
