"""Whatever the tree is like: a clear line, the right exit code, and the rest is still checked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.cli.main import main

GOOD = {
    "acme/__init__.py": "",
    "acme/main.py": "from acme.preview.firewall import rules\n",
    "acme/preview/__init__.py": "",
    "acme/preview/firewall.py": "rules = ()\n",
}


class Ran:
    """What a run of the command line said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err
        self.plain = " ".join((out + err).split())  # without the wrapping

    @property
    def finds_the_import(self) -> bool:
        """Whether the fault of GOOD is found, which is there in every test."""
        return self.code == 1 and "stable code imports acme.preview.firewall" in self.plain


class Runner:
    """Runs a command on the host of the test, and refuses tracebacks."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def __call__(self, *words: str, root: Path | None = None) -> Ran:
        code = main([words[0], str(root or self.root), *words[1:]])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    def check(self, root: Path | None = None) -> Ran:
        return self("check", "--rule", "stable_imports_preview", root=root)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(write(tmp_path / "host", GOOD), capsys)


class TestRepositories:
    def test_empty_folder(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert run("check", root=tmp_path / "empty").code == 0
        status = run("status", root=tmp_path / "empty")
        assert status.code == 0 and "preview_trees" in status.plain

    def test_folder_that_is_not_there(self, run: Runner, tmp_path: Path) -> None:
        ran = run("check", root=tmp_path / "no")
        assert ran.code == 2
        assert ran.err.splitlines() == [
            f"coldframe: there is no folder {tmp_path / 'no'}",
            "  Name a folder of a Python project.",
        ]

    def test_no_repository(self, run: Runner) -> None:
        ran = run.check()
        assert ran.finds_the_import
        assert "not listed by git (not a git repository)" in ran.plain
        assert run("status").code == 0

    def test_no_git(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        commit_all(run.root)
        monkeypatch.setenv("PATH", "")
        ran = run.check()
        assert ran.finds_the_import and "git is not installed" in ran.plain
        status = run("status")
        assert status.code == 0 and "firewall" in status.out

    def test_repository_without_a_commit(self, run: Runner) -> None:
        git(run.root, "init", "-q")
        assert run.check().finds_the_import
        status = run("status")
        assert status.code == 0 and "firewall" in status.out

    def test_bare_repository(self, run: Runner, tmp_path: Path) -> None:
        commit_all(run.root)
        git(tmp_path, "clone", "-q", "--bare", "host", "bare")
        for command in ("check", "status"):
            ran = run(command, root=tmp_path / "bare")
            assert ran.code == 2
            assert "is a bare git repository" in ran.err and "worktree add" in ran.err

    def test_detached_head(self, run: Runner) -> None:
        commit_all(run.root, tag="1.0")
        git(run.root, "checkout", "-q", "--detach")
        assert run.check().finds_the_import
        assert run("status").code == 0

    def test_shallow_clone(self, run: Runner, tmp_path: Path) -> None:
        commit_all(run.root, tag="1.0")
        write(run.root, {"README.md": "Acme"})
        commit_all(run.root, day="2024-05-01")
        git(tmp_path, "clone", "-q", "--depth=1", f"file://{run.root}", "cut")
        assert run.check(tmp_path / "cut").finds_the_import
        status = run("status", root=tmp_path / "cut")
        assert status.code == 0
        assert "firewall" in status.out and "shallow" in status.plain

    def test_submodules(self, run: Runner, tmp_path: Path) -> None:
        library = write(tmp_path / "library", {"x.py": "import acme.preview.firewall\n"})
        commit_all(library)
        commit_all(run.root)
        allowed = ("-c", "protocol.file.allow=always")
        git(run.root, *allowed, "submodule", "add", "-q", str(library), "vendor/library")
        ran = run.check()
        assert ran.finds_the_import and "1 error" in ran.plain
        assert "vendor/library: is a git submodule: not looked at" in ran.plain

    def test_linked_working_tree(self, run: Runner, tmp_path: Path) -> None:
        commit_all(run.root)
        git(run.root, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
        assert run.check(tmp_path / "linked").finds_the_import

    def test_sparse_checkout(self, run: Runner) -> None:
        commit_all(write(run.root, {"docs/index.rst": "Acme"}))
        git(run.root, "sparse-checkout", "set", "--cone", "acme")
        ran = run.check()
        assert ran.finds_the_import and "sparse checkout: 1 files" in ran.plain

    def test_repository_of_somebody_else(
        self, run: Runner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commit_all(run.root)
        monkeypatch.setattr("coldframe.source.git.KEPT", ("GIT_TEST",))
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        ran = run.check()
        assert ran.finds_the_import and "dubious ownership" in ran.plain

    def test_broken_repository(self, run: Runner) -> None:
        commit_all(run.root)
        write(run.root, {".git/index": "no index"})
        ran = run.check()
        assert ran.finds_the_import and "not listed by git" in ran.plain
        assert run("status").code == 0


class TestFiles:
    @pytest.fixture(autouse=True, params=["repository", "folder"])
    def kind(self, request: pytest.FixtureRequest, run: Runner) -> str:
        if request.param == "repository":
            commit_all(run.root)
        return str(request.param)

    def test_syntax_error(self, run: Runner) -> None:
        write(run.root, {"acme/broken.py": "import acme.preview.firewall\ndef (:\n"})
        ran = run.check()
        assert ran.finds_the_import and "acme/broken.py" in ran.plain
        assert run("status").code == 0

    def test_syntax_error_in_a_feature(self, run: Runner) -> None:
        write(run.root, {"acme/preview/broken.py": "from ..main import (\n"})
        assert run.check().finds_the_import
        assert "broken" in run("status").out

    def test_not_utf_8(self, run: Runner) -> None:
        write(run.root, {"acme/latin.py": b"import acme.preview.firewall  # \xe4\xff\n"})
        write(run.root, {"acme/utf16.py": "import acme.preview.firewall".encode("utf-16")})
        write(run.root, {"acme/nul.py": b"import acme.preview.firewall\0\n"})
        ran = run.check()
        assert ran.finds_the_import and "acme/latin.py" in ran.plain
        assert run("status").code == 0

    def test_windows_line_ends(self, run: Runner) -> None:
        write(run.root, {"acme/crlf.py": b"import os\r\nimport acme.preview.firewall\r\n"})
        ran = run.check()
        assert ran.finds_the_import and "acme/crlf.py" in ran.plain and "2 errors" in ran.plain

    def test_links_out_of_the_tree_and_loops(self, run: Runner, tmp_path: Path) -> None:
        outside = write(tmp_path / "outside", {"x.py": "import acme.preview.firewall\n"})
        for name, target in {
            "acme/out": outside,
            "acme/out.py": outside / "x.py",
            "acme/loop": run.root,
            "acme/self.py": Path("self.py"),
            "acme/preview/linked": outside,
            "acme/preview/dangling.py": Path("nowhere.py"),
        }.items():
            (run.root / name).symlink_to(target)
        ran = run.check()
        assert ran.finds_the_import and "1 error" in ran.plain
        status = run("status")
        assert status.code == 0
        for name in ("linked", "dangling.py"):  # no feature, and said once by each command
            said = f"unread: acme/preview/{name}: is a symbolic link: not followed"
            assert [line for line in status.out.splitlines() if name in line] == [said]
            assert ran.plain.count(said) == 1

    def test_settings_that_are_a_link_are_read(self, run: Runner, tmp_path: Path) -> None:
        write(tmp_path / "shared", {"coldframe.toml": "preview_trees = []\n"})
        (run.root / "coldframe.toml").symlink_to(tmp_path / "shared/coldframe.toml")
        assert run.check().code == 0

    def test_pipe_in_the_tree(self, run: Runner) -> None:
        os.mkfifo(run.root / "acme/pipe.py")
        os.mkfifo(run.root / "acme/preview/pipe.py")
        (run.root / "acme/preview/__init__.py").unlink()
        os.mkfifo(run.root / "acme/preview/__init__.py")
        assert run.check().finds_the_import
        assert run("status").code == 0

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_unreadable_files_and_folders(self, run: Runner, kind: str) -> None:
        write(run.root, {"acme/shut.py": "import acme.preview", "acme/closed/x.py": ""})
        (run.root / "acme/shut.py").chmod(0)
        (run.root / "acme/closed").chmod(0)
        try:
            ran = run.check()
            assert ran.finds_the_import and "acme/shut.py: cannot be read" in ran.plain
            assert kind == "repository" or "acme/closed/: cannot be listed" in ran.plain
        finally:
            (run.root / "acme/closed").chmod(0o755)

    def test_names_with_spaces_newlines_and_foreign_bytes(self, run: Runner) -> None:
        text = b"import acme.preview.firewall\n"
        for name in (b"with space.py", b"new\nline.py", b"\xff\xfe.py", b"-rf.py", b"*.py"):
            with open(os.fsencode(run.root) + b"/acme/" + name, "wb") as file:
                file.write(text)
        with open(os.fsencode(run.root) + b"/acme/preview/\xff.py", "wb") as file:
            file.write(b"")
        ran = run.check()
        assert ran.finds_the_import and "6 errors" in ran.plain
        for output in ("json", "sarif", "junit", "github"):
            assert run("check", "--format", output).code == 1
        assert run("status").code == 0

    def test_very_large_file(self, run: Runner) -> None:
        write(run.root, {"acme/data.py": b"#" * 11_000_000 + b"\nimport acme.preview.firewall\n"})
        ran = run.check()
        assert ran.finds_the_import
        assert "acme/data.py: is larger than 10 MB" in ran.plain

    def test_deleted_files(self, run: Runner) -> None:
        write(run.root, {"acme/gone.py": "import acme.preview.firewall\n"})
        if (run.root / ".git").exists():
            commit_all(run.root)
        (run.root / "acme/gone.py").unlink()
        ran = run.check()
        assert ran.finds_the_import and "1 error" in ran.plain and "gone.py" not in ran.plain

    def test_deeply_nested_code(self, run: Runner) -> None:
        write(run.root, {"acme/deep.py": f"import acme.preview.firewall\nx = {'(' * 3000}1"})
        write(run.root, {"acme/long.py": f"import acme.preview.firewall\nx = {'1+' * 20_000}1\n"})
        assert run.check().finds_the_import


@pytest.mark.parametrize("tracked", [True, False], ids=["repository", "folder"])
def test_files_that_vanish_while_being_read(tracked: bool, tmp_path: Path) -> None:
    from coldframe.check.discovery import open_host
    from coldframe.check.run import judge

    more = {f"acme/m{i}.py": "import acme.preview.firewall\n" for i in range(100)}
    root = write(tmp_path / "host", GOOD | more)
    if tracked:
        commit_all(root)
    host = open_host(str(root))
    assert len(host.features) == 1  # all is listed
    for name in more:
        (root / name).unlink()
    (root / "acme/preview/firewall.py").unlink()
    outcome = judge(host, rules=["stable_imports_preview"])
    assert [finding.path for finding in outcome.findings] == ["acme/main.py"]


@pytest.mark.parametrize("tracked", [True, False], ids=["repository", "folder"])
def test_hundred_thousand_files(tracked: bool, run: Runner) -> None:
    for number in range(100):
        folder = run.root / f"data/d{number}"
        folder.mkdir(parents=True)
        for file in range(1000):
            os.close(os.open(folder / f"f{file}.txt", os.O_CREAT | os.O_WRONLY))
    if tracked:
        commit_all(run.root)
    ran = run.check()
    assert ran.finds_the_import and "100,004 files" in ran.plain
    shutil.rmtree(run.root / "data")  # pytest keeps folders of earlier runs


class TestSettings:
    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ('preview_tree = ["acme.preview"]\n', "coldframe.toml:1: "),
            ("cycles = 2\ncycles = 3\n", "coldframe.toml:2: "),
            ('\npreview_trees = ["acme.previe"]\n', "coldframe.toml:2: "),
            ("cycles = 'two'\n", "coldframe.toml:1: "),
            ("\xff", "coldframe.toml"),
            ("[rules]\nstable_import_preview = 'off'\n", "coldframe.toml:2: "),
        ],
    )
    def test_wrong_settings_say_where(self, run: Runner, text: str, first: str) -> None:
        write(run.root, {"coldframe.toml": text.encode("latin-1")})
        for command in ("check", "status"):
            ran = run(command)
            if ran.code == 0 and command == "status":
                continue  # rules do not matter to it
            assert ran.code == 2 and ran.out == ""
            assert ran.err.startswith(f"coldframe: {first}"), ran.err
            assert len(ran.err.splitlines()) == 2, "what and where, then what to do"

    def test_wrong_declaration_says_where(self, run: Runner) -> None:
        write(run.root, {"acme/preview/firewall.preview.toml": 'title = "A"\nsinse = "1.0"\n'})
        ran = run("check")
        assert ran.code == 2
        assert ran.err.startswith("coldframe: acme/preview/firewall.preview.toml:2: ")
        assert "since" in ran.err

    def test_declaration_that_is_not_text(self, run: Runner) -> None:
        write(run.root, {"acme/preview/firewall.preview.toml": b"title = \xff\n"})
        ran = run("check")
        assert ran.code == 2 and "acme/preview/firewall.preview.toml" in ran.err

    def test_settings_that_are_a_folder(self, run: Runner) -> None:
        (run.root / "pyproject.toml").mkdir()
        ran = run("check")
        assert ran.code == 2 and ran.err.startswith("coldframe: pyproject.toml: ")


def test_pipe_that_is_closed_early(tmp_path: Path) -> None:
    root = write(tmp_path / "host", GOOD)
    line = f"{sys.executable} -m coldframe check {root} | head -c 1"
    done = subprocess.run(["sh", "-c", line], capture_output=True)
    assert b"Traceback" not in done.stderr and done.returncode == 0
