"""The working tree: the same files, and the same hits, with git and without."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hosts import commit_all, git, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coldframe.source.files import LARGEST
from coldframe.source.git import GitError
from coldframe.source.tree import Unread
from coldframe.source.worktree import WorkTree


def tree(root: Path) -> WorkTree:
    return WorkTree(str(root))


def as_repository(root: Path) -> None:
    commit_all(root)


def as_untracked(root: Path) -> None:
    git(root, "init", "-q")


def as_plain_folder(root: Path) -> None:
    pass


KINDS = pytest.mark.parametrize("kind", [as_repository, as_untracked, as_plain_folder])
Kind = Callable[[Path], None]


@KINDS
def test_lists_and_reads_files(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, {"b/c.py": "C", "a.py": "A\r\n", "b.py": "", "b/ä ö.py": "Ä"})
    kind(tmp_path)
    files = tree(tmp_path)
    assert list(files.paths()) == ["a.py", "b.py", "b/c.py", "b/ä ö.py"]
    assert files.listing() == "a.py\0b.py\0b/c.py\0b/ä ö.py\0".encode()
    assert list(files.under("b")) == ["b/c.py", "b/ä ö.py"]
    assert list(files.under("")) == list(files.paths())
    assert list(files.under("nowhere")) == []
    assert files.read("a.py") == b"A\r\n"
    assert files.exists("b/c.py") and not files.exists("b") and not files.exists("c.py")
    assert files.by_git == (kind is not as_plain_folder)


@KINDS
def test_search_finds_bytes_anywhere(kind: Kind, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "x = 'acme.preview.x'\n",
            "b.py": b"\xff\xfe acme.preview \x00 binary",
            "crlf.py": b"one\r\nacme.preview\r\n",
            "none.py": "acme_preview\nacme\n.preview",
            "deep/er/c.cfg": "acme.labs",
            "-e": "acme.labs",
        },
    )
    kind(tmp_path)
    files = tree(tmp_path)
    assert files.search(["acme.preview"]) == ["a.py", "b.py", "crlf.py"]
    assert files.search(["acme.preview", "acme.labs"]) == [
        *("-e", "a.py", "b.py", "crlf.py", "deep/er/c.cfg")
    ]
    assert files.search(["acme.labs"], ["deep"]) == ["deep/er/c.cfg"]
    assert files.search(["acme.labs"], ["deep/er/c.cfg", "a.py"]) == ["deep/er/c.cfg"]
    assert files.search(["acme.labs"], ["de"]) == []
    assert files.search(["e\n.preview"]) == ["none.py"]
    assert files.search(["not there"]) == []
    assert [why for why in files.unread if why.path != "."] == []


@KINDS
def test_search_may_be_limited_to_a_suffix(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "needle", "b.pyi": "needle", "x/c.py": "needle", "x/d.cfg": "needle"})
    kind(tmp_path)
    write(tmp_path, {"later.py": "needle", "later.cfg": "needle"})
    files = tree(tmp_path)
    assert files.search(["needle"], suffix=".py") == ["a.py", "later.py", "x/c.py"]
    assert files.search(["needle"], ["x"], suffix=".py") == ["x/c.py"]


def test_search_by_git_spares_the_folders_that_nobody_cares_for(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(("a.py", "tests.py", "tests/b.py", "x/tests/y/c.py"), "needle"))
    commit_all(tmp_path)
    files = tree(tmp_path)
    assert files.search(["needle"], suffix=".py", without=["tests"]) == ["a.py", "tests.py"]
    assert len(files.search(["needle"], suffix=".py")) == 4
    assert len(files.search(["needle"], ["x/tests"], ".py", ["tests"])) == 1


def test_search_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needles"):
        tree(tmp_path).search([])
    with pytest.raises(ValueError, match="empty"):
        tree(tmp_path).search([""])


NAMES = st.text(
    st.characters(blacklist_characters="/\0", blacklist_categories=["Cs"]), min_size=1, max_size=6
).filter(lambda name: name not in (".", "..", ".git") and not name.startswith("."))
CONTENTS = st.lists(st.sampled_from([b"pre", b"view", b"\n", b"\r\n", b"\0", b"\xff", b"x"])).map(
    b"".join
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(NAMES, CONTENTS, min_size=1, max_size=6), st.sampled_from(["preview", "w\nx"])
)
def test_git_and_walk_agree(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], needle: str
) -> None:
    root = tmp_path_factory.mktemp("tree")
    kept = {name: data for name, data in files.items() if len(name.encode()) < 100}
    write(root, {f"folder/{name}": data for name, data in kept.items()})
    walked = tree(root)
    paths, hits = list(walked.paths()), walked.search([needle])
    as_untracked(root)
    assert (list(tree(root).paths()), tree(root).search([needle])) == (paths, hits)
    as_repository(root)
    assert (list(tree(root).paths()), tree(root).search([needle])) == (paths, hits)


def test_ignored_files_are_left_out_and_tracked_ones_never(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "*.log\nout/\n", "kept.log": "needle", "a.py": "needle"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-f", ".")
    commit_all(tmp_path)
    write(tmp_path, {"new.log": "needle", "out/x.py": "needle", "new.py": "needle"})
    files = tree(tmp_path)
    assert list(files.paths()) == [".gitignore", "a.py", "kept.log", "new.py"]
    assert files.search(["needle"]) == ["a.py", "kept.log", "new.py"]


def test_many_untracked_files_are_searched_by_git(tmp_path: Path) -> None:
    write(tmp_path, {"kept.log": "needle", ".gitignore": "*.log\n"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-f", ".")
    write(tmp_path, {f"f{i}.py": "needle" if i % 2 else "hay" for i in range(900)})
    write(tmp_path, {"lost.log": "needle"})
    found = tree(tmp_path).search(["needle"])
    assert len(found) == 451 and "kept.log" in found and "lost.log" not in found


def test_what_was_deleted_or_changed_but_not_committed(tmp_path: Path) -> None:
    files = {"gone.py": "needle", "changed.py": "hay", "staged.py": "needle", "pkg/ä\nb.py": ""}
    commit_all(write(tmp_path, files))
    (tmp_path / "gone.py").unlink()
    (tmp_path / "pkg/ä\nb.py").unlink()
    write(tmp_path, {"changed.py": "needle", "staged.py": "hay"})
    git(tmp_path, "add", "staged.py")
    files = tree(tmp_path)
    assert files.search(["needle"]) == ["changed.py"]
    assert list(files.paths()) == ["changed.py", "staged.py"]
    assert files.listing() == b"changed.py\0staged.py\0"
    assert list(files.under("pkg")) == []
    assert not files.exists("gone.py")
    assert files.unread == []


def test_a_folder_of_which_everything_was_deleted_is_still_the_repositorys(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "", "pkg/b.py": ""}))
    (tmp_path / "pkg/b.py").unlink()
    files = tree(tmp_path / "pkg")
    assert files.by_git and list(files.paths()) == [] and files.unread == []


def test_conflicted_file_is_listed_once(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "one\n"}))
    git(tmp_path, "checkout", "-q", "-b", "other")
    commit_all(write(tmp_path, {"a.py": "two\n"}))
    git(tmp_path, "checkout", "-q", "main")
    commit_all(write(tmp_path, {"a.py": "three\n"}))
    with pytest.raises(AssertionError):
        git(tmp_path, "merge", "-q", "other")
    assert list(tree(tmp_path).paths()) == ["a.py"]


@KINDS
def test_symbolic_links_are_no_files(kind: Kind, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.py": "needle", "deep/x.py": "needle"})
    root = write(tmp_path / "root", {"a.py": "needle"})
    (root / "out.py").symlink_to(outside / "secret.py")
    (root / "folder").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "self").symlink_to("self")
    (root / "dangling.py").symlink_to("nowhere")
    kind(root)
    files = tree(root)
    assert list(files.paths()) == ["a.py"]
    assert files.search(["needle"]) == ["a.py"]
    assert not files.exists("out.py")
    assert files.read("out.py") == b"" and files.read("folder/secret.py") == b""
    assert {note.path: note.why for note in files.unread if note.path != "."} == {
        "out.py": "is a symbolic link: not followed",
        "folder/secret.py": "lies behind a symbolic link: not followed",
    }


def test_folder_replaced_by_a_link_out_of_the_tree_is_not_read(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"a.py": "needle"})
    root = write(tmp_path / "root", {"pkg/a.py": "needle"})
    commit_all(root)
    (root / "pkg/a.py").unlink()
    (root / "pkg").rmdir()
    (root / "pkg").symlink_to(outside)
    files = tree(root)
    assert files.search(["needle"]) == []
    assert files.read("pkg/a.py") == b""
    assert not files.exists("pkg/a.py")


@KINDS
def test_pipes_and_sockets_are_never_opened(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "needle", "b.py": "needle"})
    kind(tmp_path)
    (tmp_path / "b.py").unlink()
    os.mkfifo(tmp_path / "b.py")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as door:
        here = Path.cwd()
        os.chdir(tmp_path)  # the name of a socket must be short
        try:
            door.bind("door")
        finally:
            os.chdir(here)
        files = tree(tmp_path)
        assert files.search(["needle"]) == ["a.py"]
        assert files.read("b.py") == b""
        assert "is not a regular file" in files.unread[-1].why


@KINDS
def test_file_that_became_a_folder(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "needle", "b.py": "needle"})
    kind(tmp_path)
    files = tree(tmp_path)
    assert files.exists("b.py")
    (tmp_path / "b.py").unlink()
    write(tmp_path, {"b.py/c.py": "needle"})
    assert files.search(["needle"]) == ["a.py"]
    assert files.read("b.py") == b"" and not files.exists("b.py")


@KINDS
def test_files_that_vanish_while_the_tree_is_read(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "needle", "b.py": "needle", "pkg/c.py": "needle"})
    kind(tmp_path)
    files = tree(tmp_path)
    assert len(files.paths()) == 3
    (tmp_path / "b.py").unlink()
    (tmp_path / "pkg/c.py").unlink()
    (tmp_path / "pkg").rmdir()
    assert files.search(["needle"]) == ["a.py"]
    assert files.read("pkg/c.py") == b""
    assert Unread("pkg/c.py", "is not on disk any more") in files.unread


@KINDS
def test_large_files_are_searched_but_not_read(kind: Kind, tmp_path: Path) -> None:
    filler = b"x" * LARGEST
    write(tmp_path, {"large.py": filler + b"needle", "straw.py": filler + b"hay"})
    kind(tmp_path)
    files = tree(tmp_path)
    assert files.search(["needle"]) == ["large.py"]
    assert files.read("large.py") == b""
    assert files.unread[-1] == Unread("large.py", "is larger than 10 MB: searched, but not read")


def test_needle_across_the_edge_of_a_chunk(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": b"x" * (1024 * 1024 - 3) + b"needle" + b"y" * 1024 * 1024})
    assert tree(tmp_path).search(["needle"]) == ["a.py"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@KINDS
def test_unreadable_files_and_folders_are_named(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "needle", "b.py": "needle", "shut/c.py": "needle"})
    kind(tmp_path)
    (tmp_path / "b.py").chmod(0)
    (tmp_path / "shut").chmod(0)
    try:
        files = tree(tmp_path)
        assert files.search(["needle"]) == ["a.py"]
        assert files.read("b.py") == b""
        assert "b.py" in {note.path for note in files.unread}
    finally:
        (tmp_path / "shut").chmod(0o755)


@KINDS
def test_names_with_spaces_newlines_and_foreign_bytes(kind: Kind, tmp_path: Path) -> None:
    names = [
        b"with space.py",
        b"new\nline.py",
        b"quote\"'.py",
        b"\xff\xfe.py",
        b"tab\t.py",
        b"*.py",
    ]
    for name in names:
        with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:
            file.write(b"needle")
    kind(tmp_path)
    files = tree(tmp_path)
    assert files.listing() == b"".join(name + b"\0" for name in sorted(names))
    found = files.search(["needle"])
    assert found == list(files.paths())
    assert files.search(["needle"], ["*.py"]) == ["*.py"]
    assert all(files.read(path) == b"needle" for path in found)
    assert found[-1].encode("utf-8", "surrogateescape") == b"\xff\xfe.py"


def test_root_within_a_repository_sees_only_its_own(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "needle", "sub/b.py": "needle", "sub/c/d.py": "needle"}))
    write(tmp_path, {"sub/new.py": "needle", "other.py": "needle"})
    files = tree(tmp_path / "sub")
    assert list(files.paths()) == ["b.py", "c/d.py", "new.py"]
    assert files.search(["needle"]) == ["b.py", "c/d.py", "new.py"]
    assert files.read("c/d.py") == b"needle"


def test_root_that_the_repository_around_it_ignores_is_walked(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {".gitignore": "sub/\n", "sub/a.py": "needle"}))
    files = tree(tmp_path / "sub")
    assert files.search(["needle"]) == ["a.py"]
    assert "ignores it" in files.unread[0].why


def test_repositories_and_submodules_within_are_named_and_left(tmp_path: Path) -> None:
    commit_all(write(tmp_path / "library", {"x.py": "needle"}))
    root = write(tmp_path / "root", {"a.py": "needle"})
    commit_all(root)
    allowed = ("-c", "protocol.file.allow=always")
    git(root, *allowed, "submodule", "add", "-q", str(tmp_path / "library"), "vendor/library")
    commit_all(root)
    commit_all(write(root / "nested", {"y.py": "needle"}))
    files = tree(root)
    assert files.search(["needle"]) == ["a.py"]
    assert sorted(files.paths()) == [".gitmodules", "a.py"]
    assert sorted(files.unread) == [
        Unread("nested/", "is a git repository of its own: not looked at"),
        Unread("vendor/library", "is a git submodule: not looked at"),
    ]


def test_linked_working_tree(tmp_path: Path) -> None:
    commit_all(write(tmp_path / "main", {"a.py": "needle"}))
    git(tmp_path / "main", "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    write(tmp_path / "linked", {"b.py": "needle"})
    files = tree(tmp_path / "linked")
    assert files.search(["needle"]) == ["a.py", "b.py"]
    assert files.by_git and not files.unread


def test_sparse_checkout_says_what_is_missing(tmp_path: Path) -> None:
    commit_all(write(tmp_path / "main", {"a/x.py": "needle", "b/y.py": "needle", "c.py": "needle"}))
    git(tmp_path / "main", "sparse-checkout", "set", "--cone", "a")
    files = tree(tmp_path / "main")
    assert files.search(["needle"]) == ["a/x.py", "c.py"]
    assert list(files.paths()) == ["a/x.py", "c.py"]
    assert files.unread == [
        Unread(".", "is a sparse checkout: 1 files are not on disk, not looked at")
    ]
    git(tmp_path / "main", "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    linked = tree(tmp_path / "linked")
    assert set(linked.search(["needle"])) >= {"a/x.py", "c.py"}


def test_repository_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert list(tree(tmp_path).paths()) == []
    assert tree(tmp_path).search(["needle"]) == []
    write(tmp_path, {"a.py": "needle"})
    assert tree(tmp_path).search(["needle"]) == ["a.py"]


def test_bare_repository_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare")
    with pytest.raises(GitError, match="bare git repository") as caught:
        tree(tmp_path).paths()
    assert "clone" in caught.value.remedy


def test_without_git_the_folder_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit_all(write(tmp_path, {"a.py": "needle"}))
    monkeypatch.setenv("PATH", "")
    files = tree(tmp_path)
    assert files.search(["needle"]) == ["a.py"]
    assert files.unread[0].why.startswith("not listed by git (git is not installed)")


def test_repository_of_somebody_else_is_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_all(write(tmp_path, {"a.py": "needle"}))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr("coldframe.source.git.KEPT", ("GIT_TEST",))
    files = tree(tmp_path)
    assert files.search(["needle"]) == ["a.py"]
    assert "dubious ownership" in files.unread[0].why


def test_walk_leaves_out_what_nobody_wrote(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "",
            ".github/workflows/test.yml": "",
            ".tox/x.py": "",
            "build/x.py": "",
            "pkg/__pycache__/x.pyc": "",
            "pkg/acme.egg-info/PKG-INFO": "",
            ".mypy_cache/x.json": "",
            "my-env/pyvenv.cfg": "",
            "my-env/lib/x.py": "",
        },
    )
    assert list(tree(tmp_path).paths()) == [".github/workflows/test.yml", "a.py"]


def test_the_environment_of_a_hook_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_all(write(tmp_path / "here", {"a.py": "needle"}))
    commit_all(write(tmp_path / "there", {"b.py": "needle"}))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "there/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "there/.git/index"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    assert tree(tmp_path / "here").search(["needle"]) == ["a.py"]


def test_the_configuration_of_a_repository_changes_nothing(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"sub/ä.py": "needle", "x.py": "NEEDLE"}))
    for key, value in {
        "grep.fullName": "true",
        "grep.lineNumber": "true",
        "grep.patternType": "perl",
        "grep.fallbackToNoIndex": "true",
        "core.quotePath": "true",
        "core.fsmonitor": "touch ran",
        "color.ui": "always",
        "submodule.recurse": "true",
    }.items():
        git(tmp_path, "config", key, value)
    assert tree(tmp_path / "sub").search(["needle"]) == ["ä.py"]
    assert not (tmp_path / "ran").exists() and not (tmp_path / "sub/ran").exists()


def test_what_is_left_out_is_nowhere(tmp_path: Path) -> None:
    import re

    commit_all(write(tmp_path, {"a.py": "needle", "old/b.py": "needle"}))
    write(tmp_path, {"old/c.py": "needle"})
    files = tree(tmp_path)
    files.leave_out(re.compile(rb"old/.*"))
    assert list(files.paths()) == ["a.py"]
    assert files.search(["needle"]) == ["a.py"]
    assert not files.exists("old/b.py")


def test_more_folders_than_a_command_line_takes(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "needle", "b.py": "needle"}))
    places = [f"folder{i:050}" for i in range(50_000)]
    assert tree(tmp_path).search(["needle"], [*places, "b.py"]) == ["b.py"]


def test_search_can_be_started_early(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "needle"}))
    files = tree(tmp_path)
    files.begin_search(["needle"])
    assert files.search(["needle"]) == ["a.py"] == files.search(["needle"])


@KINDS
def test_many_hits_are_sorted(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, {f"d{i % 7}/f{i}.py": "needle" for i in range(300)})
    kind(tmp_path)
    files = tree(tmp_path)
    assert files.search(["needle"]) == list(files.paths()) and len(files.paths()) == 300


def test_where_git_gives_up_python_goes_on(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "needle", "b.py": "hay"}))
    files = tree(tmp_path)
    assert files.by_git
    write(tmp_path, {".git/index": "no index"})
    assert files.search(["needle"]) == ["a.py"]
    assert files.unread[0].why.startswith("git could not search (")


def test_arguments_may_name_the_same_twice(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "needle"}))
    assert tree(tmp_path).search(["needle", "needle"], ["a.py", "a.py"]) == ["a.py"]
