"""A plan with a subject is committed: moves first, so that git finds the old history."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from faults import faulty
from hosts import commit_all, git, write

from coldframe.declare.mistake import Mistake
from coldframe.report.plan_text import render
from coldframe.resolve.apply import Applied, apply
from coldframe.resolve.plan import Arrival, Edit, Move, Plan
from coldframe.resolve.resume import resume
from coldframe.resolve.undo import undo

LINES = "".join(f"line {n}\n" for n in range(30))
FILES: dict[str, str | bytes] = {
    "a.py": "old\n",
    "b.py": "gone\n",
    "other.py": "other\n",
    "old/m.sh": LINES,
    "old/n.py": LINES + "n\n",
}
MOVES = (Move("old/m.sh", "new/m.sh", "move"), Move("old/n.py", "new/n.py", "move"))
ARRIVALS = (Arrival("far/z.py", "new/z.py", b"far\n", "arrival", executable=True),)
EDITS = (
    Edit("a.py", b"old\n", b"new\n", "change"),
    Edit("b.py", b"gone\n", None, "removal"),
    Edit("x/c.py", None, b"created\n", "addition"),
    Edit("new/n.py", (LINES + "n\n").encode(), b"# edited\n" + LINES.encode(), "change"),
    Edit("new/z.py", b"far\n", b"near\n", "change"),
)


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same second for every commit, and nobody's configuration."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_DATE", "1700000000 +0100")
        for what in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{what}", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))


def made(root: Path) -> Path:
    write(root, FILES)
    (root / "old/m.sh").chmod(0o755)
    commit_all(root)
    git(root, "config", "user.name", "Grace")
    git(root, "config", "user.email", "grace@example.org")
    shutil.rmtree(root / ".git/hooks")
    return root


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return made(tmp_path / "host")


def plan(root: Path) -> Plan:
    return Plan(
        *("coldframe promote n", str(root), EDITS, (), MOVES, ARRIVALS), subject="Promote n"
    )


def edit_only(root: Path, *edits: Edit) -> Plan:
    return Plan("coldframe renew n", str(root), edits or EDITS[:1], subject="Renew n")


def state(root: Path) -> tuple[object, ...]:
    """Files with modes, folders, the index, HEAD and its branch; and whether all agree."""
    files = {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mode)
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }
    folders = sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_dir() and ".git" not in path.relative_to(root).parts
    )
    head = (root / ".git/HEAD").read_text()
    if head.startswith("ref: "):
        head += (root / ".git" / head[5:].strip()).read_text()
    return files, folders, head, git(root, "ls-files", "-s"), git(root, "status", "--porcelain")


def subjects(root: Path, *words: str) -> list[str]:
    return git(root, "log", "--format=%s", *words).splitlines()


def test_two_commits_moves_first(host: Path) -> None:
    before = state(host)
    applied = apply(plan(host))
    assert subjects(host) == ["Promote n (2 of 2: edits)", "Promote n (1 of 2: moves)", "All"]
    assert applied.commits == (
        git(host, "rev-parse", "HEAD~").strip(),
        git(host, "rev-parse", "HEAD").strip(),
    )
    assert git(host, "status", "--porcelain") == ""
    assert git(host, "diff", "-M", "--name-status", "HEAD~2", "HEAD~").splitlines() == [
        "R100\told/m.sh\tnew/m.sh",
        "R100\told/n.py\tnew/n.py",
        "A\tnew/z.py",
    ]
    assert git(host, "ls-tree", "-r", "HEAD", "new/").split()[0::4] == [
        "100755",
        "100644",
        "100755",
    ]
    assert subjects(host, "--follow", "new/n.py")[-1] == "All"
    assert git(host, "blame", "-C", "-s", "new/n.py").count("^") == 30
    assert (
        git(host, "log", "-1", "--format=%an <%ae> %ad %cn")
        == "Grace <grace@example.org> Tue Nov 14 23:13:20 2023 +0100 Grace\n"
    )
    assert "coldframe promote n" in git(host, "reflog", "-1")
    told = git(host, "log", "-1", "--format=%b")
    assert "Written by `coldframe promote n --apply`" in told and "coldframe undo" in told
    undo(str(host))
    assert state(host) == before
    assert "coldframe undo: coldframe promote n" in git(host, "reflog", "-1")


def test_one_commit_where_nothing_moves_or_nothing_is_edited(host: Path) -> None:
    assert len(apply(edit_only(host)).commits) == 1
    assert len(apply(plan(host)._replace(edits=(), command="coldframe x")).commits) == 1
    assert subjects(host) == ["Promote n", "Renew n", "All"]
    assert git(host, "status", "--porcelain") == ""
    undo(str(host))
    undo(str(host))
    assert subjects(host) == ["All"]


def test_without_a_subject_or_with_no_commit_only_files_are_written(host: Path) -> None:
    before = state(host)
    for one, commit in ((plan(host)._replace(subject=""), True), (plan(host), False)):
        assert apply(one, commit=commit).commits == ()
        assert subjects(host) == ["All"]
        assert git(host, "ls-files", "-s") == before[3]
        assert (host / "new/n.py").exists()
        undo(str(host))
        assert state(host) == before


def test_without_git_only_files_are_written(tmp_path: Path) -> None:
    root = write(tmp_path / "bare", FILES)
    applied = apply(plan(root))
    assert applied.paths and not applied.commits
    assert "10 files" not in render(plan(root), applied=applied)
    assert "nothing committed" in render(plan(root), applied=applied)


def test_a_second_run_does_nothing(host: Path) -> None:
    apply(plan(host))
    after = state(host)
    again = apply(plan(host))
    assert again == Applied()
    assert state(host) == after
    assert "all of this is done already" in render(plan(host), applied=again)


def test_what_others_have_staged_stays_staged(host: Path) -> None:
    write(host, {"other.py": "staged\n", "fresh.py": "fresh\n", "loose.py": "loose\n"})
    git(host, "add", "other.py", "fresh.py")
    write(host, {"other.py": "staged, and edited again\n"})
    before = state(host)
    apply(plan(host))
    assert git(host, "status", "--porcelain").splitlines() == [
        "A  fresh.py",
        "MM other.py",
        "?? loose.py",
    ]
    assert "fresh" not in git(host, "ls-tree", "-r", "--name-only", "HEAD")
    undo(str(host))
    assert state(host) == before


def test_a_host_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    host = tmp_path / "services/shop"
    write(host, FILES)
    made(tmp_path)
    before = state(tmp_path)
    apply(plan(host))
    changed = git(tmp_path, "diff", "--name-only", "HEAD~2", "HEAD").split()
    assert changed and all(path.startswith("services/shop/") for path in changed)
    assert git(tmp_path, "status", "--porcelain") == ""
    undo(str(host))
    assert state(tmp_path) == before


def test_a_detached_head_moves(host: Path) -> None:
    git(host, "checkout", "-q", "--detach")
    main = git(host, "rev-parse", "main")
    apply(plan(host))
    assert len(subjects(host)) == 3
    assert git(host, "rev-parse", "main") == main
    undo(str(host))
    assert git(host, "rev-parse", "HEAD") == main
    assert git(host, "status", "--porcelain") == ""


def test_a_second_working_tree(host: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    git(host, "worktree", "add", "-q", "-b", "side", str(tree))
    before = state(host)
    apply(plan(tree))
    assert len(subjects(tree)) == 3
    assert git(tree, "status", "--porcelain") == ""
    assert state(host) == before
    undo(str(tree))
    assert subjects(tree) == ["All"]


def test_a_shallow_clone(host: Path, tmp_path: Path) -> None:
    commit_all(host, "More")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", host.as_uri(), str(clone))
    git(clone, "config", "user.name", "Grace")
    git(clone, "config", "user.email", "g@example.org")
    apply(plan(clone))
    assert len(subjects(clone)) == 3
    undo(str(clone))
    assert subjects(clone) == ["More"]


@pytest.mark.parametrize("index", ["--no-sparse-index", "--sparse-index"])
def test_a_sparse_checkout(host: Path, index: str) -> None:
    write(host, {"far/away/deep.py": "deep\n", "far/top.py": "top\n"})
    commit_all(host, "More")
    git(host, "sparse-checkout", "init", "--cone", index)
    git(host, "sparse-checkout", "set", "old")
    before = git(host, "ls-files", "-s"), git(host, "ls-files", "-v")
    assert not (host / "far").exists()
    apply(plan(host))
    assert git(host, "status", "--porcelain") == ""
    assert "far/away/deep.py" in git(host, "ls-tree", "-r", "--name-only", "HEAD")
    undo(str(host))
    assert (git(host, "ls-files", "-s"), git(host, "ls-files", "-v")) == before
    assert git(host, "status", "--porcelain") == ""


def test_ignored_files_that_arrive_are_committed_and_others_are_not(host: Path) -> None:
    write(host, {".gitignore": "*.log\nlocal.py\n"})
    commit_all(host, "More")
    write(host, {"local.py": "mine\n", "old/run.log": "log\n"})
    job = plan(host)._replace(
        moves=(*MOVES, Move("old/run.log", "new/run.log", "move")),
        arrivals=(*ARRIVALS, Arrival("kept.log", "new/kept.log", b"kept\n", "arrival")),
        edits=(*EDITS, Edit("local.py", b"mine\n", b"edited\n", "change")),
    )
    apply(job)
    known = git(host, "ls-files").split()
    assert "new/kept.log" in known
    assert "local.py" not in known and "new/run.log" not in known
    assert (host / "local.py").read_text() == "edited\n" and (host / "new/run.log").exists()
    undo(str(host))
    assert (host / "local.py").read_text() == "mine\n" and (host / "old/run.log").exists()


@pytest.mark.parametrize("folder", ["vendored", "vendored/deep/er"])
def test_a_host_that_a_larger_repository_ignores(host: Path, folder: str) -> None:
    write(host, {".gitignore": "vendored/\n"})
    write(host / folder, FILES)
    git(host, "add", ".gitignore")
    git(host, "commit", "-q", "-m", "More")
    assert apply(plan(host / folder)).commits == ()
    assert git(host, "status", "--porcelain") == ""


def test_line_endings_and_filters_are_gits(host: Path) -> None:
    """What is committed is what `git add` would take, also where rules differ by folder."""
    write(host, {".gitattributes": "*.py text eol=crlf\nnew/*.py -text\n"})
    git(host, "add", "--renormalize", ".")
    commit_all(host, "More")
    git(host, "rm", "-q", "-r", "--cached", ".")
    git(host, "reset", "-q", "--hard")
    before = state(host)
    data = (host / "old/n.py").read_bytes()
    assert data.startswith(b"line 0\r\n")
    edits = (
        Edit("a.py", b"old\r\n", b"new\r\n", "change"),
        Edit("x/c.py", None, b"created\r\n", "addition"),
        Edit("new/n.py", data, data + b"more\r\n", "change"),
    )
    apply(plan(host)._replace(edits=edits))
    assert git(host, "status", "--porcelain") == ""
    assert git(host, "cat-file", "blob", "HEAD:a.py") == "new\n"
    assert "R100\told/n.py\tnew/n.py" in git(host, "diff", "-M", "--name-status", "HEAD~2", "HEAD~")
    undo(str(host))
    assert state(host) == before


def test_names_that_are_no_utf8(host: Path) -> None:
    name = os.fsdecode(b"new/caf\xe9 \n.py")
    before = state(host)
    apply(plan(host)._replace(arrivals=(Arrival("x", name, b"x\n", "arrival"),), edits=()))
    assert git(host, "status", "--porcelain") == ""
    assert name in git(host, "ls-tree", "-r", "-z", "--name-only", "HEAD")
    undo(str(host))
    assert state(host) == before


def test_files_that_change_places(host: Path) -> None:
    before = state(host)
    moves = (Move("a.py", "b.py", "m"), Move("b.py", "a.py", "m"), Move("old/m.sh", "old/n.py", "m"),
             Move("old/n.py", "old/m.sh", "m"))  # fmt: skip
    apply(plan(host)._replace(moves=moves, arrivals=(), edits=()))
    assert git(host, "status", "--porcelain") == ""
    assert git(host, "show", "HEAD:a.py") == "gone\n"
    undo(str(host))
    assert state(host) == before


def test_a_file_becomes_a_package(host: Path) -> None:
    before = state(host)
    apply(plan(host)._replace(moves=(Move("a.py", "a/__init__.py", "m"),), arrivals=(), edits=()))
    assert git(host, "status", "--porcelain") == ""
    undo(str(host))
    assert state(host) == before


HOOKS = (
    "pre-commit", "commit-msg", "prepare-commit-msg", "post-commit", "post-index-change",
    "reference-transaction", "post-checkout", "post-rewrite",
)  # fmt: skip


def test_no_hook_runs(host: Path, tmp_path: Path) -> None:
    for hook in HOOKS:
        write(host, {f".git/hooks/{hook}": f"#!/bin/sh\necho {hook} >> '{tmp_path}/ran'\n"})
        (host / ".git/hooks" / hook).chmod(0o755)
    apply(plan(host))
    undo(str(host))
    assert not (tmp_path / "ran").exists()


# What stands in the way of a commit is said before anything is written.


def refused(host: Path, match: str, job: Plan | None = None) -> str:
    before = state(host)
    with pytest.raises(Mistake, match=match) as told:
        apply(job or plan(host))
    assert state(host) == before
    assert apply(job or plan(host), commit=False).paths
    return told.value.remedy


def test_nobody_is_known_as_author(host: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(host, "config", "--unset", "user.email")
    remedy = refused(host, "git does not know who commits here: .*email")
    assert "git config user.email" in remedy and "--no-commit" in remedy
    undo(str(host))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "env@example.org")
    apply(plan(host))
    assert git(host, "log", "-1", "--format=%an %ae") == "Grace env@example.org\n"


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "Grace")
    git(tmp_path, "config", "user.email", "g@example.org")
    job = edit_only(tmp_path, EDITS[2])
    with pytest.raises(Mistake, match="has no commit yet"):
        apply(job)
    assert not (tmp_path / "x").exists()
    apply(job, commit=False)
    assert (tmp_path / "x/c.py").exists()


def test_a_merge_under_way(host: Path) -> None:
    git(host, "checkout", "-q", "-b", "side")
    write(host, {"other.py": "side\n"})
    commit_all(host)
    git(host, "checkout", "-q", "main")
    write(host, {"more.py": "main\n"})
    commit_all(host)
    git(host, "merge", "-q", "--no-commit", "--no-ff", "side")
    assert "git merge --abort" in refused(host, "a merge is under way")


def test_another_git_at_work(host: Path) -> None:
    (host / ".git/index.lock").write_bytes(b"")
    assert "delete that file" in refused(host, "another git command is at work here")


def test_a_lock_that_comes_meanwhile(host: Path) -> None:
    """Git fails after the files are written: all of it is taken back."""
    before = state(host)
    (host / ".git/refs/heads/main.lock").write_bytes(b"")
    with pytest.raises(Mistake, match=r"git cannot commit this: .*main\.lock") as told:
        apply(plan(host))
    assert told.value.remedy == "Everything has been put back as it was."
    (host / ".git/refs/heads/main.lock").unlink()
    assert state(host) == before
    apply(plan(host))


def test_files_of_a_submodule(host: Path, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    write(inner, {"s.py": "s\n"})
    commit_all(inner)
    git(host, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "sub")
    commit_all(host, "Submodule")
    before = state(host)
    for job in (
        edit_only(host, Edit("sub/s.py", b"s\n", b"t\n", "")),
        edit_only(host, Edit("sub/new.py", None, b"t\n", "")),
    ):
        for commit in (True, False):
            with pytest.raises(Mistake, match=r"lies in sub, a repository of its own"):
                apply(job, commit=commit)
    assert state(host) == before
    apply(plan(host))
    assert git(host, "status", "--porcelain") == ""


def test_a_submodule_that_is_not_checked_out(host: Path) -> None:
    head = git(host, "rev-parse", "HEAD").strip()
    git(host, "update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    git(host, "commit", "-q", "-m", "Submodule")
    with pytest.raises(Mistake, match=r"sub/new.py lies in sub, a repository of its own"):
        apply(edit_only(host, Edit("sub/new.py", None, b"t\n", "")))


def test_changes_that_git_was_told_not_to_see(host: Path) -> None:
    git(host, "update-index", "--assume-unchanged", "a.py")
    write(host, {"a.py": "secret\n"})
    job = edit_only(host, Edit("a.py", b"secret\n", b"new\n", ""))
    assert "--no-assume-unchanged" in refused(host, "told not to look at it", job)


def test_commits_are_signed_if_that_is_set(host: Path, tmp_path: Path) -> None:
    """A program stands for gpg; one that fails leaves everything as it was."""
    signer = tmp_path / "signer"
    signer.write_text(
        "#!/bin/sh\ncat >/dev/null\nprintf '\\n[GNUPG:] SIG_CREATED \\n' >&2\n"
        "printf -- '-----BEGIN PGP SIGNATURE-----\\nx\\n-----END PGP SIGNATURE-----\\n'\n"
    )
    signer.chmod(0o755)
    git(host, "config", "commit.gpgsign", "true")
    git(host, "config", "gpg.program", str(signer))
    git(host, "config", "user.signingkey", "grace")
    apply(plan(host))
    for commit in ("HEAD", "HEAD~"):
        assert "gpgsig -----BEGIN PGP SIGNATURE-----" in git(host, "cat-file", "commit", commit)
    undo(str(host))
    signer.write_text("#!/bin/sh\nexit 1\n")
    refused(host, "git cannot commit this: .*sign")


# Undo, once the world has gone on.


def test_commits_on_top_are_not_taken_away(host: Path) -> None:
    made_by = apply(plan(host)).commits
    write(host, {"later.py": "later\n"})
    commit_all(host, "Later")
    after = state(host)
    with pytest.raises(
        Mistake, match=r"^1 commit is on top of what `coldframe promote n` committed"
    ) as told:
        undo(str(host))
    assert state(host) == after
    line = told.value.remedy.partition(": ")[2]
    assert line.startswith("git revert --no-edit ") and line.endswith(f"..{made_by[1][:12]}")
    git(host, *line.split()[1:])
    assert git(host, "diff", "--name-only", "HEAD", "HEAD~5") == "later.py\n"


def test_commits_that_others_may_have_are_not_taken_away(host: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "hub")
    git(host, "remote", "add", "hub", str(tmp_path / "hub"))
    apply(plan(host))
    git(host, "push", "-q", "hub", "main")
    with pytest.raises(Mistake, match="is in hub/main already: others may have it") as told:
        undo(str(host))
    assert "git revert --no-edit" in told.value.remedy


def test_on_another_branch_nothing_is_taken_back(host: Path) -> None:
    git(host, "branch", "side")
    apply(plan(host))
    after = state(host)
    git(host, "switch", "-q", "side")
    with pytest.raises(
        Mistake, match="HEAD is not at what `coldframe promote n` committed"
    ) as told:
        undo(str(host))
    assert told.value.remedy == "Go back first: git switch main"
    git(host, "switch", "-q", "main")
    assert state(host) == after
    git(host, "switch", "-q", "-c", "twin")
    with pytest.raises(Mistake, match="HEAD is not at"):
        undo(str(host))


def test_what_was_reset_by_hand_is_undone_already(host: Path) -> None:
    before = state(host)
    apply(plan(host))
    git(host, "reset", "-q", "--hard", "HEAD~2")
    undo(str(host))
    assert state(host) == before
    apply(plan(host))
    git(host, "reset", "-q", "--soft", "HEAD~2")
    undo(str(host))
    assert state(host) == before


def test_what_was_staged_since_is_not_lost(host: Path) -> None:
    apply(plan(host))
    write(host, {"a.py": "mine\n"})
    git(host, "add", "a.py")
    write(host, {"a.py": "new\n"})
    after = state(host)
    with pytest.raises(Mistake, match=r"^a.py: changed since"):
        undo(str(host))
    assert state(host) == after


# Cut off at every write, the steps of git among them.


def small(root: Path) -> Plan:
    return plan(root)._replace(moves=MOVES[1:], edits=(EDITS[0], EDITS[3]), arrivals=())


def copy_of(model: Path, root: Path) -> Path:
    shutil.copytree(model, root)
    git(root, "update-index", "-q", "--refresh")
    return root


def test_killed_at_any_moment_of_a_command(host: Path, tmp_path: Path) -> None:
    before = state(host)
    whole = copy_of(host, tmp_path / "whole")
    count = faulty(whole, "kill", 0, lambda: apply(small(whole))).writes
    after = state(whole)
    assert count > 30 and len(subjects(whole)) == 3
    resumed = 0
    for at in range(1, count + 1):
        root = copy_of(host, tmp_path / f"killed{at}")
        assert faulty(root, "kill", at, lambda root=root: apply(small(root))).code == -9
        twin = copy_of(root, tmp_path / f"twin{at}")
        try:
            resume(str(root))
            resumed += 1
        except Mistake as mistake:
            assert "there is nothing to resume" in mistake.what
            assert state(root) in (before, after), f"at {at}"
            if state(root) == before:
                apply(small(root))
        assert state(root) == after, f"resumed at {at}"
        undo(str(root))
        assert state(root) == before, f"resumed and undone at {at}"
        if state(twin) != before:
            undo(str(twin))
        assert state(twin) == before, f"undone at {at}"
        shutil.rmtree(root)
        shutil.rmtree(twin)
    assert resumed > 10


def test_interrupted_at_any_moment_of_a_command(host: Path, tmp_path: Path) -> None:
    before = state(host)
    probe = copy_of(host, tmp_path / "probe")
    count = faulty(probe, "interrupt", 0, lambda: apply(small(probe))).writes
    after = state(probe)
    for at in range(1, count + 1):
        root = copy_of(host, tmp_path / f"stopped{at}")
        done = faulty(root, "interrupt", at, lambda root=root: apply(small(root)))
        assert state(root) == (after if done.code == 0 else before), f"at {at}: {done.told}"
        shutil.rmtree(root)


def cut_off(root: Path, model: Path) -> Path:
    """``root``, where the command was killed after it wrote files, before git knew of them."""
    probe = copy_of(model, root.parent / f"{root.name} probe")
    count = faulty(probe, "kill", 0, lambda: apply(small(probe))).writes
    assert faulty(root, "kill", count - 4, lambda: apply(small(root))).code == -9
    assert "old/n.py" in git(root, "ls-files") and not (root / "old/n.py").exists()
    return root


def test_killed_at_any_moment_of_undo_and_resume(host: Path, tmp_path: Path) -> None:
    before = state(host)
    whole = copy_of(host, tmp_path / "whole")
    apply(small(whole))
    after = state(whole)
    cut = cut_off(copy_of(host, tmp_path / "cut"), host)
    for model, verb, wanted in ((whole, undo, before), (cut, resume, after), (cut, undo, before)):
        at = 0
        while True:
            at += 1
            root = copy_of(model, tmp_path / f"{model.name} {verb.__name__} {at}")
            if faulty(root, "kill", at, lambda root=root, verb=verb: verb(str(root))).code == 0:
                break
            if state(root) != wanted:
                verb(str(root))
            assert state(root) == wanted, f"{verb.__name__} at {at}"
            shutil.rmtree(root)
        assert at > 8


def test_resume_says_when_head_has_gone_elsewhere(host: Path) -> None:
    before = state(host)
    cut_off(host, host)
    git(host, "commit", "-q", "--allow-empty", "-m", "Mine")
    with pytest.raises(Mistake, match="HEAD is no longer where it was when `coldframe promote n`"):
        resume(str(host))
    undo(str(host))
    assert subjects(host) == ["Mine", "All"]
    assert state(host)[0] == before[0] and state(host)[3:] == before[3:]


def test_resume_says_when_the_commits_have_been_cleared_away(host: Path) -> None:
    before = state(host)
    cut_off(host, host)
    git(host, "gc", "-q", "--prune=now")
    with pytest.raises(Mistake, match="have been cleared away") as told:
        resume(str(host))
    assert "coldframe undo" in told.value.remedy
    undo(str(host))
    assert git(host, "rev-parse", "HEAD").strip() in before[2]
    assert git(host, "status", "--porcelain") == ""
