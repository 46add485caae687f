"""Archives are read as trees, and nothing in them leads out of them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from coldframe.source.archive import ArchiveTree, BadArchive


def tar(path: Path, files: dict[str, bytes], links: dict[str, str] | None = None) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o755 if name.endswith(".sh") else 0o644
            archive.addfile(member, io.BytesIO(data))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return path


def test_the_one_folder_of_an_sdist_is_the_root(tmp_path: Path) -> None:
    path = tar(tmp_path / "x-1.tar.gz", {"x-1/a/b.py": b"one", "x-1/run.sh": b"two"})
    tree = ArchiveTree(str(path))
    assert list(tree.paths()) == ["a/b.py", "run.sh"]
    assert tree.listing() == b"a/b.py\0run.sh\0"
    assert tree.read("a/b.py") == b"one"
    assert tree.executable == {"run.sh"}
    assert tree.under("a") == ["a/b.py"] and tree.exists("run.sh") and not tree.exists("a")
    assert tree.search(["two"]) == ["run.sh"]
    assert tree.search(["o"], suffix=".py") == ["a/b.py"]
    assert tree.search(["o"], under=["a"]) == ["a/b.py"]


def test_a_zip_without_a_common_folder_keeps_its_paths(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a/b.py", "one")
        archive.writestr("setup.py", "two")
    assert list(ArchiveTree(str(tmp_path / "x.zip")).paths()) == ["a/b.py", "setup.py"]


def test_what_leads_out_and_links_are_left_out_and_said(tmp_path: Path) -> None:
    path = tar(
        tmp_path / "x.tar.gz", {"x/../../evil": b"", "/abs": b"", "x/good": b""}, {"x/l": "/etc"}
    )
    tree = ArchiveTree(str(path))
    assert list(tree.paths()) == ["good"]
    assert {entry.path for entry in tree.unread} == {"x/../../evil", "/abs", "x/l"}


@pytest.mark.parametrize("name", ["x.tar.gz", "x.zip"])
def test_what_is_no_archive_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not an archive")
    with pytest.raises(BadArchive):
        ArchiveTree(str(tmp_path / name))


def test_a_cut_off_archive_is_said(tmp_path: Path) -> None:
    path = tar(tmp_path / "x.tar.gz", {"x/a": bytes(range(256)) * 400})
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(BadArchive):
        ArchiveTree(str(path))
