"""The digest changes with the code of a feature, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from gardens import garden
from hosts import commit_all, git, write

from coldframe.check.discovery import open_host
from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.digest import Digest, digest, digests

CODE = "garden/preview/watering/__init__.py"


def now(root: Path, revision: str = "") -> Digest:
    host = open_host(str(root))
    return digest(host, host.features[0], revision)


def test_the_work_tree_and_its_commit_have_one_digest(tmp_path: Path) -> None:
    host = garden(tmp_path)
    one = now(host)
    assert one == now(host, "HEAD")
    assert (one.files, one.changed, len(one.value)) == (1, (), 64)
    assert one.commit == git(host, "rev-parse", "HEAD").strip()


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        (CODE, True),
        ("garden/preview/watering/new file.py", True),
        ("garden/preview/watering/data/öl.json", True),
        ("garden/preview/watering/preview.toml", False),
        ("garden/preview/watering/tests/test_it.py", False),
        ("garden/preview/watering/README.md", False),
        ("garden/preview/other.py", False),
        ("garden/beds.py", False),
    ],
)
def test_only_code_of_the_feature_matters(tmp_path: Path, path: str, matters: bool) -> None:
    host = garden(tmp_path)
    before = now(host)
    write(host, {path: 'title = "Anything"\n'})
    dirty = next(d for m, d in digests(open_host(str(host))).items() if m.endswith("watering"))
    assert (dirty.value != before.value) is matters
    assert dirty.changed == ((path,) if matters else ())
    commit_all(host, "More")
    host_now = open_host(str(host))
    feature = next(f for f in host_now.features if f.name == "watering")
    after = digest(host_now, feature)
    assert (after.value, after.changed) == (dirty.value, ())
    assert digest(host_now, feature, "HEAD~1").value == before.value


def test_mode_renaming_and_deletion_matter(tmp_path: Path) -> None:
    host = garden(tmp_path, **{"garden/preview/watering/a.py": "1\n"})
    seen = {now(host).value}
    (host / "garden/preview/watering/a.py").chmod(0o755)
    seen.add(now(host).value)
    (host / "garden/preview/watering/a.py").rename(host / "garden/preview/watering/b.py")
    seen.add(now(host).value)
    (host / "garden/preview/watering/b.py").unlink()
    gone = now(host)
    assert len({*seen, gone.value}) == 4
    assert gone.changed == ("garden/preview/watering/a.py",)


def test_a_touched_file_is_not_changed_and_git_is_not_needed(tmp_path: Path) -> None:
    host = garden(tmp_path / "host")
    before = now(host)
    (host / CODE).write_bytes((host / CODE).read_bytes())
    assert now(host) == before
    shutil.rmtree(host / ".git")
    assert now(host) == Digest(before.value, "", 1, (CODE,))


def test_line_ends_that_git_converts_do_not_matter(tmp_path: Path) -> None:
    host = garden(tmp_path, **{".gitattributes": "*.py text eol=crlf\n"})
    before = now(host)
    (host / CODE).unlink()
    git(host, "checkout", "--", CODE)
    assert b"\r\n" in (host / CODE).read_bytes()
    assert now(host) == before


def test_what_the_settings_exclude_does_not_matter(tmp_path: Path) -> None:
    host = garden(
        tmp_path,
        'exclude = ["**/generated/**"]\n',
        **{"garden/preview/watering/generated/a.py": ""},
    )
    assert now(host).files == now(host, "HEAD").files == 1


def test_a_host_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    garden(outer / "inner host")
    shutil.rmtree(outer / "inner host/.git")
    commit_all(outer)
    one = now(outer / "inner host")
    assert one == now(outer / "inner host", "HEAD")
    assert one.files == 1


def test_before_it_was_there_and_an_unknown_commit(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": ""})
    commit_all(tmp_path)
    garden(tmp_path)
    assert now(tmp_path, "HEAD~1").value == ""
    with pytest.raises(Mistake, match="git knows no commit nowhere"):
        now(tmp_path, "nowhere")
