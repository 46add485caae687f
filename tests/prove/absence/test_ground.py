"""The copy of a tree is faithful, takes nothing with it from the host, and goes away."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hosts import commit_all, git, write

import coldframe.prove.absence.ground as module
from coldframe.declare.mistake import Mistake
from coldframe.prove.absence.ground import ground

SHOP = {
    ".gitignore": "*.so\nbuild/\n_version.py\nshop/made/\n.venv/\n",
    "shop/__init__.py": "",
    "shop/a b.py": "A = 1\n",
    "shop/gold/__init__.py": "",
    "tests/test_a.py": "",
}


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of its own, in which leftovers are seen."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def files(root: str) -> set[str]:
    found = set()
    for folder, names, inside in os.walk(root):
        names[:] = [name for name in names if name != ".git"]
        found |= {os.path.relpath(os.path.join(folder, name), root) for name in inside}
    return found


def test_uncommitted_work_and_built_files_are_there_and_environments_are_not(
    tmp_path: Path, temporary: Path
) -> None:
    root = write(tmp_path / "host", SHOP)
    commit_all(root)
    (root / "shop/a b.py").write_text("A = 2\n")
    (root / "tests/test_a.py").unlink()
    write(root, {"new.py": "", "shop/fast.so": "", "shop/_version.py": "", "shop/made/x.py": ""})
    write(root, {"build/lib/x.py": "", ".venv/pyvenv.cfg": "", "env/pyvenv.cfg": ""})
    (root / "out").symlink_to("../elsewhere")
    (tmp_path / "elsewhere").mkdir()
    with ground(str(root), "gold", ("shop",)) as place:
        assert files(place.root) == {
            *(".gitignore", "new.py", "shop/__init__.py", "shop/a b.py", "shop/gold/__init__.py"),
            *("shop/fast.so", "shop/_version.py", "shop/made/x.py"),
        }
        assert Path(place.root, "shop/a b.py").read_text() == "A = 2\n"
        assert Path(place.root, "out").resolve() == tmp_path / "elsewhere"
        assert git(Path(place.root), "status", "--short").split("\n")[0] == ' M "shop/a b.py"'
        git(Path(place.root), "tag", "made-by-a-test")
        folder = Path(place.folder)
        assert folder.name.startswith("coldframe-absent-gold-")
    assert list(temporary.iterdir()) == []
    assert git(root, "tag") == ""
    assert git(root, "worktree", "list").count("\n") == 1


def test_what_is_taken_out_comes_back_as_it_was(tmp_path: Path) -> None:
    root = write(tmp_path / "host", SHOP)
    (root / "shop/gold/__init__.py").chmod(0o755)
    with ground(str(root), "gold", ("shop",)) as place:
        inside = Path(place.root)
        before = files(place.root)
        place.take_out({"shop/gold/__init__.py": None, "shop/a b.py": b"B\n", "made.py": b""})
        assert not (inside / "shop/gold").exists()  # or it would be a package without a file
        assert (inside / "shop/a b.py").read_bytes() == b"B\n"
        place.put_back()
        assert files(place.root) == before
        assert (inside / "shop/a b.py").read_bytes() == b"A = 1\n"
        assert (inside / "shop/gold/__init__.py").stat().st_mode & 0o777 == 0o755


def test_a_host_in_a_folder_of_a_repository_keeps_its_place(tmp_path: Path) -> None:
    top = write(tmp_path / "top", {f"services/{path}": text for path, text in SHOP.items()})
    commit_all(top)
    with ground(str(top / "services"), "gold", ("shop",)) as place:
        assert place.root == os.path.join(place.folder, "tree", "services")
        assert git(Path(place.root), "status", "--short") == ""


@pytest.mark.parametrize("state", ["no git", "no commit", "submodule"])
def test_any_tree_can_be_copied(tmp_path: Path, state: str) -> None:
    root = write(tmp_path / "host", SHOP)
    if state == "no commit":
        git(root, "init", "-q")
    elif state == "submodule":
        other = write(tmp_path / "other", {"lib.py": "X = 1\n"})
        commit_all(other)
        commit_all(root)
        words = ("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other))
        git(root, *words, "shop/sub")
        commit_all(root)
    with ground(str(root), "gold", ("shop",)) as place:
        assert files(str(root)) - {"shop/sub/.git"} == files(place.root)
        assert place.notes == []


def test_what_tests_leave_read_only_goes_too(tmp_path: Path, temporary: Path) -> None:
    root = write(tmp_path / "host", SHOP)
    with pytest.raises(KeyboardInterrupt), ground(str(root), "gold", ()) as place:
        write(Path(place.root), {"locked/file": ""})
        (Path(place.root) / "locked").chmod(0o500)
        raise KeyboardInterrupt
    assert list(temporary.iterdir()) == []


def test_a_missing_place_for_temporary_files_is_said(tmp_path: Path, temporary: Path) -> None:
    root = write(tmp_path / "host", SHOP)
    shutil.rmtree(temporary)
    with pytest.raises(Mistake, match="TMPDIR"), ground(str(root), "gold", ()):
        pass


KILLED = """
import sys, tempfile, time
from coldframe.prove.absence.ground import ground
with ground(sys.argv[1], "gold", ()) as place:
    print(place.folder, flush=True)
    time.sleep(60)
"""


def test_the_next_run_removes_what_a_killed_one_left(tmp_path: Path, temporary: Path) -> None:
    root = write(tmp_path / "host", SHOP)
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", KILLED, str(root)]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, env=environment, text=True)
    assert child.stdout is not None
    left = child.stdout.readline().strip()
    with ground(str(root), "gold", ()) as place:
        assert place.notes == []  # it is in use still
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert os.path.isdir(left)
    with ground(str(root), "gold", ()) as place:
        assert place.notes == [f"Removed {left}, which a killed run had left."]
    assert list(temporary.iterdir()) == []


def test_a_run_that_ends_is_not_taken_for_a_killed_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "host", SHOP)
    noted: list[str] = []
    remove = module._remove

    def meanwhile(folder: str) -> None:  # another run starts just before the copy is removed
        if not noted:
            noted.append(folder)
            with module.ground(str(root), "other", ()) as place:
                noted.extend(place.notes)
        remove(folder)

    monkeypatch.setattr(module, "_remove", meanwhile)
    with module.ground(str(root), "gold", ()) as place:
        folder = place.folder
    assert noted == [folder]
