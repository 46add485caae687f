"""With the history of a project that is adopted: git reaches from its files into the past."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from faults import faulty
from hosts import commit_all, git, write

from coldframe.declare.mistake import Mistake
from coldframe.resolve.apply import apply
from coldframe.resolve.plan import Arrival, Edit, History, Plan
from coldframe.resolve.resume import resume
from coldframe.resolve.undo import undo

OLD = "".join(f"line {n}\n" for n in range(20))


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Grace")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "grace@example.org")
        monkeypatch.setenv(f"GIT_{role}_DATE", "1700000000 +0000")


@pytest.fixture
def host(tmp_path: Path) -> Path:
    root = tmp_path / "host"
    write(root, {"shop/__init__.py": "", "setup.cfg": "[metadata]\n"})
    commit_all(root, "Shop")
    return root


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two commits by two people, the file under another name in the first; and a tag."""
    root = tmp_path / "source"
    write(root, {"loyalty/points.py": OLD, "README": "read\n", "loyalty/__init__.py": ""})
    commit_all(root, "Begin", author="Mary", day="2020-01-01", tag="1.0")
    git(root, "mv", "loyalty/points.py", "loyalty/core.py")
    write(root, {"loyalty/core.py": OLD + "return 1\n"})
    commit_all(root, "Rename", author="Joan", day="2021-01-01")
    return root


def plan(host: Path, source: Path) -> Plan:
    data = OLD + "return 1\n"
    path = "shop/preview/loyalty/core.py"
    return Plan(
        "coldframe adopt ../source --as loyalty --with-history",
        str(host),
        (
            Edit(path, data.encode(), ("import shop\n" + data).encode(), "References"),
            Edit("setup.cfg", b"[metadata]\n", b"[metadata]\nname = shop\n", "Metadata"),
        ),
        arrivals=(
            Arrival("loyalty/core.py", path, data.encode(), "Code"),
            Arrival("loyalty/__init__.py", "shop/preview/loyalty/__init__.py", b"", "Code"),
        ),
        subject="Adopt loyalty",
        history=History(str(source), git(source, "rev-parse", "HEAD").strip()),
    )


def test_log_and_blame_reach_back(host: Path, source: Path) -> None:
    old = git(host, "rev-parse", "HEAD")
    applied = apply(plan(host, source))
    assert git(host, "status", "--porcelain") == ""
    assert git(host, "log", "--first-parent", "--format=%s").splitlines() == [
        "Adopt loyalty (3 of 3: edits)",
        "Adopt loyalty (2 of 3: histories joined)",
        "Shop",
    ]
    assert [git(host, "rev-parse", name).strip() for name in ("HEAD~", "HEAD")] == [
        *applied.commits
    ]
    path = "shop/preview/loyalty/core.py"
    log = git(host, "log", "--follow", "--format=%s", path).splitlines()
    assert log[0] == "Adopt loyalty (3 of 3: edits)"
    assert log[-2:] == ["Rename", "Begin"]
    people = [line.split("(")[1].split()[0] for line in git(host, "blame", path).splitlines()]
    assert people == ["Grace", *["Mary"] * 20, "Joan"]
    # The host's own history is not touched, and nothing but the arrivals comes along.
    assert git(host, "log", "--format=%s", "setup.cfg").splitlines()[-1] == "Shop"
    assert git(host, "ls-tree", "-r", "--name-only", "HEAD").split() == [
        "setup.cfg",
        "shop/__init__.py",
        "shop/preview/loyalty/__init__.py",
        "shop/preview/loyalty/core.py",
    ]
    # No ref, no tag, no remote is left behind, and every object is whole.
    assert git(host, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main"]
    assert not (host / ".git/FETCH_HEAD").exists()
    git(host, "fsck", "--strict")
    undo(str(host))
    assert git(host, "rev-parse", "HEAD") == old
    assert git(host, "status", "--porcelain") == ""


def test_commits_on_top_are_reverted_as_the_message_says(host: Path, source: Path) -> None:
    apply(plan(host, source))
    write(host, {"later.py": "later\n"})
    commit_all(host, "Later")
    with pytest.raises(Mistake, match="on top of") as told:
        undo(str(host))
    for line in told.value.remedy.partition(": ")[2].split(" && "):
        git(host, *line.split()[1:])
    assert git(host, "ls-files").split() == ["later.py", "setup.cfg", "shop/__init__.py"]
    assert (host / "setup.cfg").read_text() == "[metadata]\n"


def test_no_hook_runs_and_the_source_is_not_touched(host: Path, source: Path) -> None:
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    ran = host.parent / "ran"
    for root in (host, source):
        for hook in ("reference-transaction", "post-index-change", "post-merge", "pre-auto-gc"):
            write(root, {f".git/hooks/{hook}": f"#!/bin/sh\necho {hook} >> '{ran}'\n"})
            (root / ".git/hooks" / hook).chmod(0o755)
    apply(plan(host, source))
    assert not ran.exists()
    assert before.items() <= {p: p.read_bytes() for p in source.rglob("*") if p in before}.items()


def test_a_history_that_cannot_be_had(host: Path, source: Path) -> None:
    clone = host.parent / "clone"
    git(host.parent, "clone", "-q", "--depth", "1", source.as_uri(), str(clone))
    for history, said in (
        (History(str(clone), git(source, "rev-parse", "HEAD").strip()), "a shallow clone"),
        (History(str(host.parent / "nowhere"), "1" * 40), "cannot be fetched"),
        (History(str(source), "1" * 40), "cannot be fetched"),
    ):
        with pytest.raises(Mistake, match=said):
            apply(plan(host, source)._replace(history=history))
    assert git(host, "status", "--porcelain") == ""
    assert not (host / "shop/preview").exists()


def test_without_commits_no_history(host: Path, source: Path) -> None:
    with pytest.raises(Mistake, match="can only come along in commits"):
        apply(plan(host, source), commit=False)
    assert git(host, "status", "--porcelain") == ""


def test_killed_at_any_moment(host: Path, source: Path, tmp_path: Path) -> None:
    shutil.rmtree(host / ".git/hooks")
    probe = shutil.copytree(host, tmp_path / "probe")
    count = faulty(probe, "kill", 0, lambda: apply(plan(probe, source))).writes
    wanted = git(probe, "rev-parse", "HEAD")
    for at in range(1, count + 1, 2):
        root = shutil.copytree(host, tmp_path / f"killed{at}")
        assert faulty(root, "kill", at, lambda root=root: apply(plan(root, source))).code == -9
        try:
            resume(str(root))
        except Mistake:
            apply(plan(root, source))
        assert git(root, "rev-parse", "HEAD") == wanted, f"at {at}"
        assert git(root, "status", "--porcelain") == ""
        shutil.rmtree(root)
