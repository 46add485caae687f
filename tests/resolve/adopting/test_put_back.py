"""A project that was extracted comes back to where it was, with what has changed since."""

from __future__ import annotations

import os
import shlex
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.declare.mistake import Mistake
from coldframe.resolve.adopt import adopt
from coldframe.resolve.adopting.merged_text import merged_text, merged_words
from coldframe.resolve.apply import apply
from coldframe.resolve.extract import carry_out, extract
from coldframe.resolve.plan import Plan
from coldframe.resolve.undo import undo

EXAMPLES = Path(__file__).parents[3] / "examples"
CASES = sorted(path.parent.name for path in EXAMPLES.glob("extract_*/project"))


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Grace")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "grace@example.org")


def went(name: str, top: Path) -> str:
    """Take the feature of an example out of its host; returns the feature's name."""
    shutil.copytree(EXAMPLES / name / "host", top / "host")
    commit_all(top / "host", tag="v4.2.0")
    words = shlex.split((EXAMPLES / name / "extract.txt").read_text())
    package = words[words.index("--package") + 1] if "--package" in words else ""
    extraction = extract(
        words[2], str(top / "host"), to=str(top / "project"), package=package,
        history=bool(find_spec("git_filter_repo")), retire=True, release="9",
    )  # fmt: skip
    carry_out(extraction)
    return words[2]


def back(name: str, top: Path) -> Plan:
    return adopt(str(top / "project"), str(top / "host"), name=name, owners=["ada"])


def changed(top: Path) -> list[str]:
    """The files of the host that are not as they were."""
    return git(top / "host", "diff", "--no-renames", "--name-only", "v4.2.0").splitlines()


@pytest.mark.parametrize("name", CASES)
def test_there_and_back_the_host_is_the_same(name: str, tmp_path: Path) -> None:
    feature = went(name, tmp_path)
    assert changed(tmp_path)
    before = git(tmp_path / "host", "rev-parse", "HEAD")
    plan = back(feature, tmp_path)
    assert not plan.refusals and not plan.left
    assert any("everything goes back to where it was" in note for note in plan.notes)
    apply(plan)
    assert changed(tmp_path) == []
    assert git(tmp_path / "host", "status", "--porcelain", "--ignored") == ""
    undo(str(tmp_path / "host"))
    assert git(tmp_path / "host", "rev-parse", "HEAD") == before


def test_what_changed_on_either_side_is_kept(tmp_path: Path) -> None:
    feature = went("extract_helpers_and_data", tmp_path)
    host, project = tmp_path / "host", tmp_path / "project"
    lift = project / "depot_cranes/lift.py"
    lift.write_text(lift.read_text() + "\n\nNEW = 'depot_cranes.lift.NEW'\n")
    write(
        project,
        {
            "depot_cranes/rope.py": "from depot import yard\nfrom depot_cranes.lift import NEW\n",
            "tests/test_rope.py": "from .loads import load\nfrom depot_cranes import rope\n",
            "tests/loads.py": "changed = 1\n",
            "notes.txt": "where to?\n",
        },
    )
    (project / "depot_cranes/hooks.json").unlink()
    pyproject = host / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace('"3.1.0"', '"4.0.0"'))
    commit_all(host)
    plan = back(feature, tmp_path)
    apply(plan)
    lift_now = (host / "depot/preview/cranes/lift.py").read_text()
    old = git(host, "show", "v4.2.0:depot/preview/cranes/lift.py")
    assert lift_now == old + "\n\nNEW = 'depot.preview.cranes.lift.NEW'\n"
    assert (host / "depot/preview/cranes/rope.py").read_text() == (
        "from depot import yard\nfrom depot.preview.cranes.lift import NEW\n"
    )
    assert (host / "tests/preview/cranes/test_rope.py").read_text() == (
        "from tests.loads import load\nfrom depot.preview.cranes import rope\n"
    )
    assert not (host / "depot/preview/cranes/hooks.json").exists()
    old = git(host, "show", "v4.2.0:pyproject.toml")
    assert pyproject.read_text() == old.replace('"3.1.0"', '"4.0.0"')
    assert "changed" not in (host / "tests/loads.py").read_text()
    notes = " ".join(plan.notes)
    assert "notes.txt" in notes and "a copy of tests/loads.py" in notes


def rewritten(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)


def test_what_it_requires_and_registers_now_comes_along(tmp_path: Path) -> None:
    feature = went("extract_helpers_and_data", tmp_path)
    host = tmp_path / "host"
    rewritten(
        tmp_path / "project/pyproject.toml",
        ('    "attrs>=23",\n', '    "attrs>=25",\n    "rope>=1",\n    "tomlkit>=0.12",\n'),
        ('    "packaging>=24",\n', ""),
        ('"depot>=3.1.0"', '"Depot>=3.2.0"'),
        ('test = ["pytest>=8"]', 'steel = ["iron<3"]\ntest = ["pytest>=8", "hypothesis"]'),
        ('crane = "depot_cranes.lift:Crane"', 'bridge = "depot_cranes.lift:Bridge"'),
        ('"depot_cranes.lift:main"', '"depot_cranes.lift:start"'),
    )
    plan = back(feature, tmp_path)
    assert not plan.refusals and not plan.left
    notes = " ".join(plan.notes)
    assert "no longer requires packaging>=24" in notes and "the host itself" not in notes
    assert "tests and tools also need: hypothesis" in notes
    assert "tomlkit>=0.12: pyproject.toml:12 requires tomlkit>=0.13 anyway." in notes
    apply(plan)
    before = git(host, "show", "v4.2.0:pyproject.toml")
    expected = before.replace('["attrs>=23"]', '["attrs>=25", "rope>=1"]').replace(
        'test = ["pytest>=8"]\n', 'test = ["pytest>=8"]\ncranes-steel = ["iron<3"]\n'
    )
    expected = expected.replace("cranes.lift:main", "cranes.lift:start")
    expected = expected.replace(
        'crane = "depot.preview.cranes.lift:Crane"', 'bridge = "depot.preview.cranes.lift:Bridge"'
    )
    assert (host / "pyproject.toml").read_text() == expected


def test_what_it_requires_now_and_the_host_cannot_is_refused(tmp_path: Path) -> None:
    feature = went("extract_helpers_and_data", tmp_path)
    rewritten(
        tmp_path / "project/pyproject.toml",
        ('"attrs>=23"', '"attrs>=23", "tomlkit<0.13"'),
        ("[project.scripts]", '[project.scripts]\ndepot = "depot_cranes.lift:main"'),
    )
    criteria = [one.criterion for one in back(feature, tmp_path).refusals]
    assert criteria == ["requirements", "entry_points"]


def test_history_reaches_through_both_repositories(tmp_path: Path) -> None:
    """From the host into the project, and from there into the host as it was before."""
    pytest.importorskip("git_filter_repo")
    host, project = tmp_path / "host", tmp_path / "project"
    example = EXAMPLES / "extract_helpers_and_data"
    shutil.copytree(example / "host", host)
    lift = host / "depot/preview/cranes/lift.py"
    text = lift.read_text()
    lift.write_text(text.replace("def main", "def begin"))
    commit_all(host, "Begin to lift", author="Ada")
    lift.write_text(text)
    commit_all(host, "Lift more", author="Ada", tag="v4.2.0")
    carry_out(extract("cranes", str(host), to=str(project), retire=True, release="9"))
    ours = project / "depot_cranes/lift.py"
    ours.write_text(ours.read_text() + "\n\nBRIDGES = 2\n")
    commit_all(project, "Build bridges", author="Bo")
    write(host, {"other.txt": "meanwhile"})
    commit_all(host, "Something else")
    plan = adopt(str(project), str(host), name="cranes", owners=["ada"], history=True)
    assert not plan.refusals and not plan.left
    assert apply(plan).commits
    place = "depot/preview/cranes/lift.py"
    log = git(host, "log", "--follow", "--format=%s", "--", place).splitlines()
    # What was in the host before is in both of the joined histories.
    assert [line for line in dict.fromkeys(log) if line[:5] in ("Build", "Lift ", "Begin")] == [
        *("Build bridges", "Lift more", "Begin to lift")
    ]
    blame = git(host, "blame", "-C", "-s", "--line-porcelain", place)
    assert blame.count("author Bo") >= 1 and blame.count("author Ada") > 10
    assert changed(tmp_path) == ["depot/preview/cranes/lift.py", "other.txt"]
    git(host, "fsck", "--strict")


def test_lines_that_the_host_changed_are_left_to_a_person(tmp_path: Path) -> None:
    feature = went("extract_helpers_and_data", tmp_path)
    pyproject = tmp_path / "host/pyproject.toml"
    text = pyproject.read_text()
    pyproject.write_text(text.replace('test = ["pytest>=8"]', 'tests = ["pytest>=9"]'))
    commit_all(tmp_path / "host")
    plan = back(feature, tmp_path)
    (place,) = plan.left
    assert place.path == "pyproject.toml" and "git show" in place.why
    assert "pyproject.toml" not in {edit.path for edit in plan.edits}


def test_a_release_without_it_stays_on_record(tmp_path: Path) -> None:
    feature = went("extract_helpers_and_data", tmp_path)
    git(tmp_path / "host", "tag", "v9")
    plan = back(feature, tmp_path)
    assert any("that release is without it" in note for note in plan.notes)
    apply(plan)
    assert changed(tmp_path) == ["CHANGES.md", "depot/preview/ended.toml"]


def test_other_records_stay(tmp_path: Path) -> None:
    feature = went("extract_helpers_and_data", tmp_path)
    ended = tmp_path / "host/depot/preview/ended.toml"
    other = '\n[[ended]]\nfeature = "hoists"\nrelease = "2.0"\nending = "retired"\n'
    ended.write_text(ended.read_text() + other)
    commit_all(tmp_path / "host")
    apply(back(feature, tmp_path))
    assert changed(tmp_path) == ["depot/preview/ended.toml"]
    assert "hoists" in ended.read_text() and "cranes" not in ended.read_text()


def test_what_is_in_the_way_is_refused(tmp_path: Path) -> None:
    feature = went("extract_helpers_and_data", tmp_path)
    write(tmp_path / "host", {"docs/cranes/index.md": "another\n"})
    commit_all(tmp_path / "host")
    assert [one.criterion for one in back(feature, tmp_path).refusals] == ["collisions"]


def test_in_another_host_or_by_another_name_it_is_a_project_like_any(tmp_path: Path) -> None:
    went("extract_one_file", tmp_path)
    plan = back("slips", tmp_path)
    assert not any("goes back" in note for note in plan.notes)
    assert {"shop/preview/slips/__init__.py"} <= {arrival.path for arrival in plan.arrivals}
    shutil.rmtree(tmp_path / "host/.git")
    commit_all(tmp_path / "host", "Another past")
    plan = back("receipts", tmp_path)
    assert "shop/preview/receipts/__init__.py" in {arrival.path for arrival in plan.arrivals}


def test_while_the_host_has_the_feature_it_does_not_come(tmp_path: Path) -> None:
    feature = went("extract_one_file", tmp_path)
    host = tmp_path / "host"
    git(host, "reset", "-q", "--hard", "v4.2.0")
    before = git(host, "status", "--porcelain", "--ignored")
    back(feature, tmp_path)  # what would come is there
    assert git(host, "status", "--porcelain", "--ignored") == before
    (place,) = host.rglob(f"preview/{feature}.py")
    place.write_text(place.read_text() + "# changed\n")
    with pytest.raises(Mistake, match=rf"exists already.*: [\w/]*preview/{feature}\.py differs\n"):
        back(feature, tmp_path)


@pytest.mark.parametrize(
    ("now", "before", "after", "expected"),
    [
        (b"a\nb\n", b"a\nb\n", b"a\nc\n", b"a\nc\n"),
        (b"a\nc\n", b"a\nb\n", b"a\nc\n", b"a\nc\n"),
        (b"x\na\n-\n-\nb\n", b"a\n-\n-\nb\n", b"a\n-\n-\nc\n", b"x\na\n-\n-\nc\n"),
        (b"a\nx\n", b"a\nb\n", b"a\nc\n", None),
        (b"a\0x", b"a\0b", b"a\0c", None),
        (b"a\r\n-\r\n-\r\nb", b"a\n-\n-\nb", b"a\n-\n-\nc", None),
    ],
)
def test_merged_text(now: bytes, before: bytes, after: bytes, expected: bytes | None) -> None:
    assert merged_text(now, before, after) == expected


@pytest.mark.parametrize(
    ("now", "before", "after", "expected"),
    [
        (b"a.b c\nnew", b"a.b c\n", b"x.b c\n", b"x.b c\nnew"),
        (b"a.b d\r\n", b"a.b c\r\n", b"x.b c\r\n", b"x.b d\r\n"),
        (b"y.b c\n", b"a.b c\n", b"x.b c\n", None),
        (b"\xe4 a b", b"\xe4 a", b"\xe4 x y", None),
    ],
)
def test_merged_words(now: bytes, before: bytes, after: bytes, expected: bytes | None) -> None:
    assert merged_words(now, before, after) == expected
