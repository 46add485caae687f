"""Paths by what is in them, without a list of all paths."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, open_host, write

from coldframe.check.optional.hard_dependency import _sample
from coldframe.check.places import paths_with


def test_paths_with_marks_once_each_and_sorted(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pkg/preview/one/__init__.py": "",
            "notes/notes/b.rst": "",
            "a/news.txt": "",
            "a/news.txt.orig": "",
            "z.txt": "",
        },
    )
    commit_all(tmp_path)
    tree = open_host(tmp_path).tree
    assert paths_with(tree, (b"notes/", b"news")) == [
        "a/news.txt",
        "a/news.txt.orig",
        "notes/notes/b.rst",
    ]
    assert paths_with(tree, (b".txt\0",)) == ["a/news.txt", "z.txt"]
    assert paths_with(tree, (b"nowhere",)) == []


def test_docs_pages_and_notes_are_those_that_the_kinds_name(tmp_path: Path) -> None:
    files = (
        *("README.rst", "doc/source/a.rst", "guides/b.md", "docs/api.py", "website/x/y.html"),
        *("api-ref/c.rst", "pkg/HACKING.rst", "releasenotes/notes/n.yaml", "news/1.md"),
    )
    write(tmp_path, {"pkg/preview/one/__init__.py": "", **dict.fromkeys(files, "")})
    commit_all(tmp_path)
    host = open_host(tmp_path)
    paths = list(host.tree.paths())
    assert host.places.docs_pages(host.tree) == [p for p in paths if host.places.is_docs(p)]
    assert host.places.release_notes(host.tree) == [
        p for p in paths if host.places.is_release_note(p)
    ]


def test_a_sample_is_spread_over_the_folder() -> None:
    names = [f"a{n:04}.py" for n in range(250)]
    listing = b"".join(
        name.encode() + b"\0"
        for name in sorted(["aa/x.py", *(f"pkg/{n}" for n in names), "pkg/z.txt", "pkgs/y.py"])
    )
    assert list(_sample(listing, "pkg")) == [f"pkg/{n}" for n in names[::2]]
    assert list(_sample(listing, "aa")) == ["aa/x.py"]
    assert list(_sample(listing, "nowhere")) == []
