"""The baseline: known findings are not reported, and can only become fewer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gardens import IMPORTS, garden, places
from hosts import commit_all, write

from coldframe.check.run import check
from coldframe.declare.mistake import Mistake

NEW = "from garden.preview.watering import Schedule  # new\n"


def known_in(file: Path) -> list[dict[str, object]]:
    """The entries, without the empty last one."""
    return [entry for entry in json.loads(file.read_text())["known"] if entry]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return garden(tmp_path / "host", '[rules]\nundeclared_feature = "off"\n')


def test_first_update_writes_what_is_found(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    outcome = check(str(root), baseline=str(file), update_baseline=True)
    assert outcome.kept() and len(outcome.accepted) == 2
    assert [entry["path"] for entry in known_in(file)] == ["garden/beds.py", "garden/paths.py"]
    lines = file.read_text().splitlines()
    assert sum('"rule"' in line for line in lines) == 2, "one entry per line"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["known.json"]
    again = check(str(root), baseline=str(file))
    assert again.findings == () and again.gone == 0


def test_line_numbers_do_not_matter_but_the_line_does(root: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "known.json")
    check(str(root), baseline=file, update_baseline=True)
    beds = (root / "garden/beds.py").read_text()
    write(root, {"garden/beds.py": "import re\n\n\n" + beds})
    assert check(str(root), baseline=file).findings == ()
    write(root, {"garden/beds.py": beds + beds.splitlines()[-1] + "\n"})
    assert places(check(str(root), baseline=file)) == [IMPORTS[0].replace(":3", ":4")]


def test_new_findings_are_reported_and_never_added(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    check(str(root), baseline=str(file), update_baseline=True)
    before = file.read_bytes()
    write(root, {"garden/walls.py": NEW})
    for update in (False, True):
        outcome = check(str(root), baseline=str(file), update_baseline=update)
        assert places(outcome) == ["stable_imports_preview garden/walls.py:1"]
        assert not outcome.kept()
        assert file.read_bytes() == before


def test_repaired_findings_can_go_and_cannot_come_back(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    check(str(root), baseline=str(file), update_baseline=True)
    write(root, {"garden/paths.py": ""})
    outcome = check(str(root), baseline=str(file))
    assert outcome.kept() and outcome.gone == 1
    outcome = check(str(root), baseline=str(file), update_baseline=True)
    assert outcome.gone == 0
    assert [entry["path"] for entry in known_in(file)] == ["garden/beds.py"]
    write(root, {"garden/paths.py": NEW})
    assert len(check(str(root), baseline=str(file)).findings) == 1


def test_entries_of_rules_that_did_not_run_are_left_alone(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    check(str(root), baseline=str(file), update_baseline=True)
    outcome = check(str(root), baseline=str(file), rules=["undeclared_need"])
    assert outcome.gone == 0
    write(root, {"coldframe.toml": '[rules]\nstable_imports_preview = "off"\n'})
    check(str(root), baseline=str(file), update_baseline=True)
    assert len(known_in(file)) == 2


def test_two_branches_that_repair_different_things_merge(root: Path, tmp_path: Path) -> None:
    from hosts import git

    file = root / "known.json"
    write(root, {"garden/walls.py": NEW, "garden/ponds.py": NEW, "garden/gates.py": NEW})
    check(str(root), baseline=str(file), update_baseline=True)
    commit_all(root)
    for branch, path in (("one", "garden/walls.py"), ("two", "garden/beds.py")):
        git(root, "checkout", "-q", "-b", branch, "main")
        write(root, {path: ""})
        check(str(root), baseline=str(file), update_baseline=True)
        commit_all(root, branch)
    git(root, "merge", "-q", "--no-edit", "one")
    assert check(str(root), baseline=str(file)).gone == 0
    assert len(known_in(file)) == 3


def test_names_that_are_no_utf8_come_back(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    odd = b"garden/caf\xe9.py".decode("utf-8", "surrogateescape")
    write(root, {odd: NEW})
    check(str(root), baseline=str(file), update_baseline=True)
    assert check(str(root), baseline=str(file)).findings == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"coldframe_baseline": 99, "known": []}',
        '{"coldframe_baseline": 1}',
        '{"coldframe_baseline": 1, "known": ["x"]}',
        "\xff",
    ],
)
def test_file_that_is_no_baseline_is_refused(content: str, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    file.write_text(content, encoding="latin-1")
    for update in (False, True):
        with pytest.raises(Mistake, match=r"known\.json") as told:
            check(str(root), baseline=str(file), update_baseline=update)
        assert "Delete the file" in told.value.remedy
    assert file.read_text(encoding="latin-1") == content


def test_missing_file_is_refused_with_the_command_that_writes_it(root: Path) -> None:
    with pytest.raises(Mistake, match="there is no baseline") as told:
        check(str(root), baseline="none.json")
    assert "--update-baseline" in told.value.remedy


def test_file_that_cannot_be_written_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="cannot be written"):
        check(str(root), baseline=str(tmp_path / "none" / "known.json"), update_baseline=True)


@pytest.mark.parametrize("more", [{"rules": ["overdue"]}, {"changed_since": "HEAD"}])
def test_update_needs_the_whole_run(more: dict[str, object], root: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="whole tree"):
        check(str(root), baseline=str(tmp_path / "k"), update_baseline=True, **more)  # type: ignore[arg-type]
