"""Real projects as git repositories, made from their source distributions.

``trl`` and ``neutron-lib`` become a row of releases, one commit and one tag each, dated as the
release was;
``neutron`` becomes one commit.  Without network, ``demo_host`` is made from
``examples/demo_host``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.once import once
from tools.sdists import CACHE, ROOT, pinned, unpack

HOSTS = CACHE / "hosts"


def trl() -> Path:
    """A repository of the pinned releases of trl, tagged ``v0.25.0`` and so on."""
    return _releases("trl", "v")


def neutron_lib_releases() -> Path:
    """A repository of the pinned releases of neutron-lib, tagged ``3.20.0`` and so on."""
    return _releases("neutron-lib")


def _releases(project: str, prefix: str = "") -> Path:
    releases = pinned(project)

    def build(root: Path) -> None:
        init(root)
        for sdist in releases:
            _clear(root)
            unpack(sdist, root)
            commit(root, f"Release {sdist.version}", sdist.uploaded, f"{prefix}{sdist.version}")

    return once(HOSTS / project, repr(releases), build)


def neutron(version: str = "29.0.0") -> Path:
    """A repository of one commit, tagged with the version."""
    return _release("neutron", version)


def fwaas(version: str = "25.0.0") -> Path:
    """A repository of one commit, tagged with the version: neutron-fwaas as it was released."""
    return _release("neutron-fwaas", version)


def neutron_lib(version: str) -> Path:
    """A repository of one commit, tagged with the version: the API definitions of Neutron."""
    return _release("neutron-lib", version)


def _release(project: str, version: str) -> Path:
    sdist = next(each for each in pinned(project) if each.version == version)

    def build(root: Path) -> None:
        init(root)
        unpack(sdist, root)
        commit(root, f"Release {sdist.version}", sdist.uploaded, sdist.version)

    return once(HOSTS / f"{project}-{version}", repr(sdist), build)


def demo_host(into: Path | None = None) -> Path:
    """A repository made from ``examples/demo_host``: each folder there is one release.

    A folder is called ``<version>_<ISO day>`` and holds the files that are new or changed in
    that release; ``removed.txt`` in it lists the paths that are gone.
    """
    source = ROOT / "examples" / "demo_host"

    def build(root: Path) -> None:
        init(root)
        for folder in sorted(source.iterdir(), key=lambda path: path.name.split("_")[1]):
            version, day = folder.name.split("_")
            shutil.copytree(folder, root, dirs_exist_ok=True)
            removed = root / "removed.txt"
            if removed.exists():
                for path in removed.read_text(encoding="utf-8").split():
                    (root / path).unlink()
                removed.unlink()
            commit(root, f"Release {version}", f"{day}T12:00:00Z", f"v{version}")

    if into is not None:
        build(into)
        return into
    content = "".join(
        f"{path.relative_to(source)}\n{path.read_text(encoding='utf-8')}"
        for path in sorted(source.rglob("*"))
        if path.is_file()
    )
    return once(HOSTS / "demo_host", content, build)


def clone(root: Path, into: Path) -> None:
    """A clone of ``root`` in the new folder ``into``, in which anybody can commit."""
    into.parent.mkdir(parents=True, exist_ok=True)
    _git(root, "clone", "--quiet", "--local", str(root), str(into))
    for key, value in (("user.name", "Release manager"), ("user.email", "releases@example.org")):
        _git(into, "config", key, value)


def _clear(root: Path) -> None:
    for entry in root.iterdir():
        if entry.name == ".git":
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def init(root: Path) -> None:
    """An empty git repository in the new folder ``root``."""
    root.mkdir(parents=True)
    _git(root, "init", "--quiet", "--initial-branch=main")


def commit(root: Path, message: str, when: str, tag: str) -> None:
    """Commit everything in ``root``, ignored or not, at the UTC time ``when``, and tag it."""
    _git(root, "add", "--all", "--force")
    _git(root, "commit", "--quiet", "--no-verify", "--allow-empty", "-m", message, when=when)
    _git(root, "tag", tag)


def _git(root: Path, *args: str, when: str = "") -> None:
    """Run git with nobody's configuration, so that every machine makes the same commits."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    who = "Release manager"
    mail = "releases@example.org"
    env = clean | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": who,
        "GIT_AUTHOR_EMAIL": mail,
        "GIT_COMMITTER_NAME": who,
        "GIT_COMMITTER_EMAIL": mail,
    }
    if when:
        env |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    subprocess.run(["git", *args], cwd=root, env=env, check=True)
