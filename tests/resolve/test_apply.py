"""A plan is written wholly or not at all, and only where it may be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from faults import Outcome, faulty
from hosts import commit_all, git, write

from coldframe.declare.mistake import Mistake
from coldframe.report.plan_json import render as as_json
from coldframe.report.plan_text import render as as_text
from coldframe.resolve.apply import Applied, apply
from coldframe.resolve.plan import Arrival, Edit, Move, Plan, diff
from coldframe.resolve.resume import resume
from coldframe.resolve.undo import undo

FILES: dict[str, str | bytes] = {
    "a.py": "old\n",
    "b.py": "gone\n",
    "run.sh": "#!/bin/sh\n",
    "old/m.sh": "moved\n",
    "old/n.py": "n\n",
}
EDITS = (
    Edit("a.py", b"old\n", b"new\n", "change"),
    Edit("b.py", b"gone\n", None, "removal"),
    Edit("run.sh", b"#!/bin/sh\n", b"#!/bin/bash\n", "change"),
    Edit("x/y/c.py", None, b"created\n", "addition"),
)
MOVES = (Move("old/m.sh", "new/m.sh", "move"), Move("old/n.py", "new/n.py", "move"))
ARRIVALS = (Arrival("far/z.py", "new/z.py", b"far\n", "arrival", executable=True),)
EDITS_OF_MOVED = (
    Edit("new/n.py", b"n\n", b"n, edited\n", "change"),
    Edit("new/z.py", b"far\n", b"near\n", "change"),
)


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file outside git's folder, with its mode; and empty folders."""
    found = {}
    for folder, folders, files in os.walk(root):
        if ".git" in folders:
            folders.remove(".git")
        if ".coldframe" in folders:
            folders.remove(".coldframe")
        for name in files:
            place = Path(folder, name)
            found[str(place.relative_to(root))] = (place.read_bytes(), place.stat().st_mode)
        if not files and not folders:
            found[str(Path(folder).relative_to(root)) + "/"] = (b"", 0)
    return found


@pytest.fixture
def host(tmp_path: Path) -> Path:
    root = tmp_path / "host"
    write(root, FILES)
    (root / "run.sh").chmod(0o755)
    (root / "old/m.sh").chmod(0o755)
    commit_all(root)
    shutil.rmtree(root / ".git/hooks")  # samples only; this host is copied often
    return root


def plan(root: Path, *edits: Edit) -> Plan:
    if edits:
        return Plan("coldframe test", str(root), edits)
    edits = (*EDITS, *EDITS_OF_MOVED)
    return Plan("coldframe test", str(root), edits, (), MOVES, ARRIVALS)


def test_writes_what_the_plan_says_and_takes_it_back(host: Path) -> None:
    before = snapshot(host)
    assert set(apply(plan(host)).paths) == {
        *("a.py", "b.py", "run.sh", "x/y/c.py"),
        *("old/m.sh", "old/n.py", "new/m.sh", "new/n.py", "new/z.py"),
    }
    after = snapshot(host)
    assert {path: data for path, (data, _) in after.items()} == {
        "a.py": b"new\n",
        "run.sh": b"#!/bin/bash\n",
        "x/y/c.py": b"created\n",
        "new/m.sh": b"moved\n",
        "new/n.py": b"n, edited\n",
        "new/z.py": b"near\n",
    }
    modes = {path: mode & 0o777 for path, (_, mode) in after.items()}
    assert [path for path in modes if modes[path] == 0o755] == ["run.sh", "new/m.sh", "new/z.py"]
    assert not (host / "old").exists()
    assert git(host, "status", "--porcelain", "--ignored").count("\n") == 7
    journal = undo(str(host))
    assert journal.command == "coldframe test"
    assert snapshot(host) == before
    with pytest.raises(Mistake, match="nothing to undo"):
        undo(str(host))


def test_several_commands_are_undone_one_after_the_other(host: Path) -> None:
    before = snapshot(host)
    apply(plan(host))
    commit_all(host)
    apply(plan(host, Edit("a.py", b"new\n", b"newer\n", "")))
    undo(str(host))
    assert (host / "a.py").read_bytes() == b"new\n"
    undo(str(host))
    assert snapshot(host) == before


def test_without_git_the_journal_is_in_the_tree(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    before = snapshot(tmp_path)
    apply(plan(tmp_path))
    assert (tmp_path / ".coldframe/.gitignore").read_text() == "*\n"
    undo(str(tmp_path))
    assert snapshot(tmp_path) == before


def test_an_empty_plan_leaves_no_trace(host: Path) -> None:
    assert apply(Plan("coldframe test", str(host))) == Applied()
    assert not (host / ".git/coldframe").exists()


def test_two_hosts_in_one_repository_have_journals_of_their_own(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, FILES)
    write(two, FILES)
    commit_all(tmp_path)
    apply(plan(one))
    with pytest.raises(Mistake, match="nothing to undo"):
        undo(str(two))
    with pytest.raises(Mistake, match=r"^a.py: there are uncommitted changes"):
        apply(plan(one, Edit("a.py", b"new\n", b"newer\n", "")))
    apply(plan(two))


@pytest.mark.parametrize(
    "path", ["../out.py", "/etc/x.py", "a/../../x.py", ".git/config", "x/.git/hooks/y", "", "a//b"]
)
def test_paths_out_of_the_host_are_refused(host: Path, path: str) -> None:
    with pytest.raises(Mistake):
        apply(plan(host, Edit(path, None, b"x", "")))
    assert not (host.parent / "out.py").exists()


def test_symbolic_links_are_not_written_through(host: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (host / "link").symlink_to(outside)
    (host / "file").symlink_to(outside / "new.py")
    for path in ("link/new.py", "file"):
        with pytest.raises(Mistake, match="symbolic link"):
            apply(plan(host, Edit(path, None, b"x", "")))
    assert not list(outside.iterdir())


def test_uncommitted_changes_are_never_written_over(host: Path) -> None:
    (host / "a.py").write_bytes(b"mine\n")
    with pytest.raises(Mistake, match=r"^a.py: there are uncommitted changes"):
        apply(plan(host, Edit("a.py", b"mine\n", b"new\n", "")))
    git(host, "add", "a.py")
    with pytest.raises(Mistake, match="uncommitted"):
        apply(plan(host, Edit("a.py", b"mine\n", b"new\n", "")))
    write(host, {"untracked.py": "mine"})
    with pytest.raises(Mistake, match="uncommitted"):
        apply(plan(host, Edit("untracked.py", b"mine", b"new\n", "")))
    (host / "b.py").unlink()
    with pytest.raises(Mistake, match="uncommitted"):
        apply(plan(host, Edit("b.py", None, b"new\n", "")))
    # Changes in other files are nobody's business.
    apply(plan(host, Edit("run.sh", b"#!/bin/sh\n", b"new\n", "")))


@pytest.mark.parametrize(
    "edit",
    [
        Edit("a.py", b"other\n", b"new\n", ""),
        Edit("a.py", None, b"new\n", ""),
        Edit("nowhere.py", b"x", b"new\n", ""),
        Edit("a.py/b.py", None, b"new\n", ""),
    ],
)
def test_a_file_that_is_not_what_the_plan_saw(host: Path, edit: Edit) -> None:
    before = snapshot(host)
    with pytest.raises(Mistake):
        apply(plan(host, *EDITS[1:], edit))
    assert snapshot(host) == before


def test_undo_refuses_files_changed_since(host: Path) -> None:
    apply(plan(host))
    (host / "x/y/c.py").write_bytes(b"mine\n")
    after = snapshot(host)
    with pytest.raises(Mistake, match=r"^x/y/c.py: changed since `coldframe test` wrote it"):
        undo(str(host))
    assert snapshot(host) == after


def test_undo_leaves_folders_that_hold_something_else(host: Path) -> None:
    apply(plan(host))
    write(host, {"x/mine.py": "mine"})
    undo(str(host))
    assert (host / "x/mine.py").read_text() == "mine"
    assert not (host / "x/y").exists()


def apply_faulty(root: Path, fault: str, at: int) -> Outcome:
    return faulty(root, fault, at, lambda: apply(plan(root)))


def copy_of(model: Path, root: Path) -> Path:
    """A host like ``model``: copying is quicker than committing again."""
    shutil.copytree(model, root)
    return root


def writes(model: Path, fault: str, verb: str = "apply") -> int:
    """How often a whole run writes."""
    root = copy_of(model, model.parent / f"counted {verb} {fault}" / "host")
    if verb == "undo":
        apply(plan(root))
    done = faulty(root, fault, 0, lambda: apply(plan(root)) if verb == "apply" else undo(str(root)))
    assert done.code == 0, done.told
    return done.writes


@pytest.mark.parametrize("verb", ["apply", "undo"])
def test_killed_at_any_moment_it_can_be_undone(host: Path, tmp_path: Path, verb: str) -> None:
    count = writes(host, "kill", verb)
    assert count > 8
    before = snapshot(host)
    for at in range(1, count + 1):
        root = copy_of(host, tmp_path / f"killed{at}" / "host")
        if verb == "undo":
            apply(plan(root))
            done = faulty(root, "kill", at, lambda root=root: undo(str(root)))
        else:
            done = apply_faulty(root, "kill", at)
        assert done.code == -9
        if snapshot(root) != before:
            with pytest.raises(
                Mistake, match=r"cut off|in the way|has gone|uncommitted|has changed"
            ):
                apply(plan(root)._replace(command="another"))
            undo(str(root))
        assert snapshot(root) == before, f"at {at}"


@pytest.mark.parametrize("verb", ["apply", "undo"])
def test_killed_at_any_moment_it_can_be_resumed(host: Path, tmp_path: Path, verb: str) -> None:
    before = snapshot(host)
    whole = copy_of(host, tmp_path / "whole" / "host")
    apply(plan(whole))
    after = snapshot(whole)
    resumed = 0
    for at in range(1, writes(host, "kill", verb) + 1):
        root = copy_of(whole if verb == "undo" else host, tmp_path / f"killed{at}" / "host")
        if verb == "undo":
            assert faulty(root, "kill", at, lambda root=root: undo(str(root))).code == -9
        else:
            assert apply_faulty(root, "kill", at).code == -9
        try:
            resume(str(root))
        except Mistake as mistake:  # not begun yet, or at its end
            assert "there is nothing to resume" in mistake.what
            assert snapshot(root) in (before, after)
        else:
            resumed += 1
            assert snapshot(root) == (after if verb == "apply" else before), f"at {at}"
        with pytest.raises(Mistake, match="nothing to resume"):
            resume(str(root))
    assert resumed > 8


@pytest.mark.parametrize("fault", ["interrupt", "full"])
def test_interrupted_or_out_of_space_at_any_moment_nothing_has_changed(
    host: Path, tmp_path: Path, fault: str
) -> None:
    before = snapshot(host)
    for at in range(1, writes(host, fault) + 1):
        root = copy_of(host, tmp_path / f"fault{at}" / "host")
        done = apply_faulty(root, fault, at)
        if done.code == 0:  # a folder that is there already need not be made
            continue
        assert snapshot(root) == before, f"at {at}: {done.told}"
        assert "coldframe undo" not in done.told.splitlines()[-1:]
        if fault == "full":
            assert "No space left on device" in done.told
        # What was begun is forgotten: the next command is not held up.
        apply(plan(root))


def test_what_cannot_even_be_put_back_names_the_command_that_does(
    host: Path, tmp_path: Path
) -> None:
    before, told = snapshot(host), 0
    for at in range(1, writes(host, "stuck") + 1):
        root = copy_of(host, tmp_path / f"stuck{at}" / "host")
        done = apply_faulty(root, "stuck", at)
        if done.code and snapshot(root) != before:
            assert f"coldframe undo {root}" in done.told
            undo(str(root))
            told += 1
        assert snapshot(root) == before or not done.code
    assert told > 3


def test_an_undo_that_was_cut_off_holds_up_other_commands(host: Path, tmp_path: Path) -> None:
    apply(plan(host))
    assert faulty(host, "kill", 8, lambda: undo(str(host))).code == -9
    with pytest.raises(Mistake, match="cut off while it was undone: coldframe test"):
        apply(plan(host, Edit("q.py", None, b"q", "")))


def test_a_second_run_of_a_finished_plan_does_nothing(host: Path) -> None:
    assert apply(plan(host)).paths
    after = snapshot(host)
    assert apply(plan(host)) == Applied()
    assert snapshot(host) == after
    (host / "new/m.sh").write_bytes(b"mine\n")
    with pytest.raises(Mistake):
        apply(plan(host))


LIMITED = """
import resource, sys
from pathlib import Path
sys.path[:0] = {path!r}
from coldframe.resolve.apply import apply
from coldframe.resolve.plan import Edit, Plan
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
root = sys.argv[1]
apply(Plan("coldframe test", root, (
    Edit("a.py", b"old\\n", b"new\\n", ""), Edit("big.py", None, b"x" * 50_000, ""),
)))
"""


def test_a_file_that_the_system_refuses_half_way(host: Path) -> None:
    before = snapshot(host)
    code = LIMITED.replace("{path!r}", repr(sys.path))
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(host)], capture_output=True, text=True, check=False
    )
    assert "Mistake: " in done.stderr
    assert "File too large" in done.stderr
    assert "Nothing has been changed." in done.stderr
    assert snapshot(host) == before


def test_a_diff_of_every_kind_of_edit() -> None:
    changed, deleted, _, created = (list(diff(edit)) for edit in EDITS)
    assert changed == ["--- a/a.py", "+++ b/a.py", "@@ -1 +1 @@", "-old", "+new"]
    assert deleted[1] == "+++ /dev/null"
    assert created[0] == "--- /dev/null"
    assert list(diff(Edit("x", b"\0", b"", ""))) == ["Binary file x differs"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"moves": (Move("a.py", "b.py", ""),)}, "b.py is in the way"),
        ({"moves": (Move("gone.py", "c.py", ""),)}, "gone.py has gone since this was planned"),
        ({"arrivals": (Arrival("x", "a.py", b"", ""),)}, "a.py is in the way"),
        ({"arrivals": (Arrival("x", "../a.py", b"", ""),)}, "not a path below the root"),
        ({"moves": (Move("a.py", "c.py", ""), Move("b.py", "c.py", ""))}, "written twice"),
        (
            {"moves": (Move("a.py", "c.py", ""),), "edits": (Edit("c.py", b"no", b"", ""),)},
            "c.py has changed since this was planned",
        ),
    ],
)
def test_moves_that_cannot_be_made(host: Path, more: dict[str, tuple], said: str) -> None:
    before = snapshot(host)
    with pytest.raises(Mistake, match=said):
        apply(Plan("coldframe test", str(host))._replace(**more))
    assert snapshot(host) == before


def test_two_files_can_change_places(host: Path) -> None:
    before = snapshot(host)
    moves = (Move("a.py", "run.sh", ""), Move("run.sh", "a.py", ""))
    apply(Plan("coldframe test", str(host), moves=moves))
    after = snapshot(host)
    assert after["a.py"] == before["run.sh"] and after["run.sh"] == before["a.py"]
    undo(str(host))
    assert snapshot(host) == before


def test_uncommitted_changes_do_not_move(host: Path) -> None:
    (host / "a.py").write_bytes(b"mine\n")
    with pytest.raises(Mistake, match=r"^a.py: there are uncommitted changes"):
        apply(Plan("coldframe test", str(host), moves=(Move("a.py", "c.py", ""),)))


def test_a_plan_shows_what_moves_and_what_arrives(host: Path) -> None:
    text = as_text(plan(host))
    assert "move:\n  move old/ -> new/ (2 files)\n" in text
    assert "arrival:\n  bring far/z.py -> new/z.py\n" in text
    assert "writes 7 files" in text
    told = json.loads(as_json(plan(host)))
    assert told["moves"][0] == {"source": "old/m.sh", "path": "new/m.sh", "reason": "move"}
    assert told["arrivals"][0]["data"] == "far\n"
