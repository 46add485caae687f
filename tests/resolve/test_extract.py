"""``coldframe extract``: a repository that works, with its past, and a host as it was."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from command import SOURCE
from gardens import ENV, migrated_garden
from hosts import commit_all, git, open_host, write

from coldframe.cli import main
from coldframe.declare.mistake import Mistake
from coldframe.resolve.extract import carry_out, extract
from coldframe.resolve.extracting.record import places, read_record
from coldframe.source.worktree import WorkTree

pytestmark = pytest.mark.skipif(
    find_spec("git_filter_repo") is None,
    reason="git-filter-repo, of the extra `test`, is not installed: make .venv/ready",
)
EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = sorted(path.name for path in EXAMPLES.glob("extract_*"))
EXTRACTED = [name for name in CASES if (EXAMPLES / name / "project").exists()]
REFUSED = [name for name in CASES if name not in EXTRACTED]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody known commits, and nobody's configuration is read."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Grace")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "grace@example.org")


def files(root: Path, commit: str = "") -> dict[str, tuple[bytes, bool]]:
    """Every file with its bytes, and whether it may be run; ``commit`` reads as zeros."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_file() and not {".git", "__pycache__"} & set(path.parts):
            data = path.read_bytes()
            if commit:
                data = data.replace(commit.encode(), b"0" * 40)
                data = data.replace(commit[:12].encode(), b"0" * 12)
            found[path.relative_to(root).as_posix()] = data, os.access(path, os.X_OK)
    return found


def laid_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], str]:
    """The host of an example, in git; the words of its command, and the commit."""
    shutil.copytree(EXAMPLES / name / "host", tmp_path / "host")
    commit = commit_all(tmp_path / "host", tag="v4.2.0")
    monkeypatch.chdir(tmp_path / "host")
    return shlex.split((EXAMPLES / name / "extract.txt").read_text())[1:], commit


@pytest.mark.parametrize("name", EXTRACTED)
def test_a_feature_becomes_a_project(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    words, commit = laid_out(name, tmp_path, monkeypatch)
    host, project = tmp_path / "host", tmp_path / "project"
    assert main(words) == 0
    assert "Nothing is written yet" in capsys.readouterr().out
    assert not project.exists()
    assert main([*words, "--json"]) == 0
    left = json.loads(capsys.readouterr().out)["project"]["left"]
    listed = "".join(f"{one['path']}:{one['line']} {one['text']}\n" for one in left)
    expected = EXAMPLES / name / "left.txt"
    assert listed == (expected.read_text() if expected.exists() else "")
    assert main([*words, "--apply"]) == 0
    assert files(project, commit) == files(EXAMPLES / name / "project")
    assert git(project, "status", "--porcelain", "--ignored") == ""
    after = EXAMPLES / name / "after"
    assert files(host) == files(after if after.exists() else EXAMPLES / name / "host")
    assert sorted(os.listdir(tmp_path)) == ["host", "project"]
    if after.exists():
        assert main(["undo"]) == 0
    assert git(host, "status", "--porcelain", "--ignored") == ""


@pytest.mark.parametrize("name", REFUSED)
def test_a_feature_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    words, _ = laid_out(name, tmp_path, monkeypatch)
    refusals = extract(words[1], to="../project").project.refusals
    text = "".join(f"{one.criterion}: {one.why}\n" for one in refusals)
    assert text == (EXAMPLES / name / "refused.txt").read_text()
    assert main([*words, "--apply"]) == 1
    assert os.listdir(tmp_path) == ["host"]


def installed(root: Path, into: Path) -> None:
    """Build the wheel of a copy of ``root``, and install it into ``into``."""
    copy, wheels = into.parent / f"{root.name}-copy", into.parent / f"{root.name}-wheels"
    shutil.copytree(root, copy)
    build = ["build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(copy)]
    install = ["pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(into)]
    for words in (build, install):
        built = [str(path) for path in wheels.glob("*.whl")]
        line = [sys.executable, "-m", *words, *(built if words is install else [])]
        done = subprocess.run(line, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


def run(project: Path, site: Path, *words: str) -> str:
    """Run Python in ``project`` with what is installed in ``site``; what it prints."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


LOADED = """
from importlib.metadata import distribution
for point in distribution("depot-cranes").entry_points:
    print(point.group, point.name, point.load().__module__)
"""


@pytest.mark.parametrize("name", ["extract_helpers_and_data", "extract_src_layout"])
def test_its_tests_run_on_the_installed_host(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both from wheels, a host of flat layout and one of src layout."""
    words, _ = laid_out(name, tmp_path, monkeypatch)
    host, project, site = tmp_path / "host", tmp_path / "project", tmp_path / "site"
    assert main([*words, "--apply"]) == 0
    for root in (host, project):
        installed(root, site)
    # The distribution itself need not be here.
    write(site, {"attrs.py": "from dataclasses import dataclass as define\n"})
    told = run(project, site, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert " passed" in told
    if name == "extract_helpers_and_data":
        assert "3 passed" in told
        assert run(tmp_path, site, "-c", LOADED) == (
            "console_scripts depot-crane depot_cranes.lift\n"
            "depot.machines crane depot_cranes.lift\n"
        )
        (wheel,) = tmp_path.glob("project-wheels/*.whl")
        data = "depot_cranes-3.1.0.data/data/etc/depot/cranes.conf"
        assert data in zipfile.ZipFile(wheel).namelist()
        assert not (site / "depot/preview/cranes").exists()


@pytest.mark.parametrize("name", ["extract_same_names", "extract_one_file", "extract_pbr"])
def test_its_tests_run_beside_the_host(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, _ = laid_out(name, tmp_path, monkeypatch)
    assert main([*words, "--apply"]) == 0
    told = run(
        tmp_path / "project", tmp_path / "host", "-m", "pytest", "-q", "-p", "no:cacheprovider"
    )
    assert "1 passed" in told


PYPROJECT = """\
[project]
name = "shop"
version = "4"
[tool.coldframe]
preview_trees = ["shop.preview"]
"""
LINES = "".join(f"line_{number} = {number}\n" for number in range(20))


def shop(root: Path, extra: dict[str, str | bytes] | None = None) -> Path:
    """A host whose feature was somewhere else before."""
    write(root, {"pyproject.toml": PYPROJECT, "shop/__init__.py": "", "shop/old.py": LINES})
    write(root, {"shop/preview/__init__.py": "", "other.txt": "the host's own"})
    commit_all(root, "One", day="2024-01-01")
    os.makedirs(root / "shop/gold")
    git(root, "mv", "shop/old.py", "shop/gold/card.py")
    commit_all(root, "Two", day="2024-01-02", author="Bo")
    git(root, "mv", "shop/gold", "shop/preview/gold")
    write(root, {"shop/preview/gold/__init__.py": "from . import card\n"})
    write(root, {"shop/preview/gold/gone.py": "x = 1\n", **(extra or {})})
    commit_all(root, "Three", day="2024-01-03")
    (root / "shop/preview/gold/gone.py").unlink()
    write(root, {"shop/preview/gold/card.py": LINES + "import shop.preview.gold\n"})
    commit_all(root, "Four", day="2024-01-04", tag="v4")
    write(root, {"other.txt": "and nobody else's"})
    commit_all(root, "Five", day="2024-01-05")
    return root


def test_history_reaches_back_over_renames(tmp_path: Path) -> None:
    host, project = shop(tmp_path / "host"), tmp_path / "new"
    carry_out(extract("gold", str(host), to=str(project)))
    subjects = git(project, "log", "--format=%s", "--follow", "--", "shop_gold/card.py").split("\n")
    assert subjects[2:-1] == ["Four", "Three", "Two", "One"]
    assert git(project, "log", "-1", "--format=%ai %an", "--grep", "Two").startswith("2024-01-02")
    assert "Bo" in git(project, "log", "-1", "--format=%an", "--grep", "Two")
    assert "Five" not in git(project, "log", "--format=%s")
    assert "gone.py" in git(project, "log", "--format=", "--name-only")
    assert "other.txt" not in git(project, "log", "--all", "--format=", "--name-only")
    moves = git(project, "show", "-M100%", "--format=", "--name-status", "HEAD~1").splitlines()
    assert moves and all(line.startswith("R100") for line in moves)
    blame = git(project, "blame", "-s", "-M", "--", "shop_gold/card.py").splitlines()
    first = git(project, "log", "--format=%h", "--grep", "One").strip()
    assert blame[0].lstrip("^").startswith(first)
    said = git(project, "log", "-1", "--format=%B")
    assert f"Extracted-From: {git(host, 'rev-parse', 'HEAD').strip()}" in said
    assert not git(project, "tag") and not git(project, "remote")
    assert git(project, "rev-parse", "--abbrev-ref", "HEAD").strip() == "main"
    objects = git(project, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    assert all("commit" in o or "tree" in o or "blob" in o for o in objects)
    path = git(host, "rev-parse", "HEAD:other.txt").strip()
    assert not any(line.startswith(path) for line in objects)
    assert git(host, "status", "--porcelain", "--ignored") == ""


def test_a_host_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    shop(tmp_path / "all/services/shop")
    shutil.rmtree(tmp_path / "all/services/shop/.git")
    write(tmp_path / "all", {"pyproject.toml": '[project]\nname = "all"\n'})
    commit_all(tmp_path / "all", tag="v4")
    carry_out(extract("gold", str(tmp_path / "all/services/shop"), to=str(tmp_path / "new")))
    assert (tmp_path / "new/shop_gold/card.py").exists()
    log = git(tmp_path / "new", "log", "--format=%s", "--follow", "--", "shop_gold/card.py")
    assert log.split("\n")[2] == "All"
    assert (tmp_path / "new/pyproject.toml").read_text().count("places") == 1


def test_without_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = shop(tmp_path / "host")
    monkeypatch.setitem(sys.modules, "git_filter_repo", None)
    shutil.rmtree(host / ".git")
    extraction = extract("gold", str(host), to=str(tmp_path / "new"))
    assert [one.criterion for one in extraction.project.refusals] == ["history"]
    carry_out(extract("gold", str(host), to=str(tmp_path / "new"), history=False))
    log = git(tmp_path / "new", "log", "--format=%s").splitlines()
    assert log == [
        "Gold becomes a project of its own",
        "Gold becomes a project of its own: files at their places",
    ]


def test_history_is_kept_in_an_interpreter_that_has_no_git_filter_repo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", sys._base_executable)
    host = shop(tmp_path / "host")
    carry_out(extract("gold", str(host), to=str(tmp_path / "new")))
    assert git(tmp_path / "new", "log", "--format=%s").count("\n") > 2


def test_a_missing_git_filter_repo_is_answered_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    host = shop(tmp_path / "host")
    monkeypatch.setitem(sys.modules, "git_filter_repo", None)
    words = ["extract", "gold", "--path", str(host), "--to", str(tmp_path / "new")]
    assert main(words) == 0
    assert main([*words, "--apply"]) == 2
    assert "-m pip install git-filter-repo" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["host"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["silver"], "there is no feature silver"),
        (["gold", "--to", "inside"], "is in the host's own tree"),
        (["gold", "--to", ".."], "is a folder above the host"),
        (["gold", "--to", "../full"], "is not empty"),
        (["gold", "--to", "../file"], "exists and is no folder"),
        (["gold", "--package", "shop.gold"], "would be in shop, which is the host's"),
        (["gold", "--package", "shop"], "the host has shop itself"),
        (["gold", "--package", "class"], "'class' cannot be the name of a package"),
        (["gold", "--package", "a..b"], "'a..b' cannot be the name of a package"),
        (["gold", "--package", "json.gold"], "would hide Python's own module json"),
        (["gold", "--distribution", "Shop"], "is what the host itself is called"),
        (["gold", "--distribution", "a/b"], "'a/b' cannot be the name of a distribution"),
        (["gold", "--release", "5.0"], "needs --retire"),
    ],
)
def test_mistakes(
    words: list[str], what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(shop(tmp_path / "host"))
    write(tmp_path, {"full/mine.txt": "mine", "file": "mine"})
    words = words if "--to" in words else [*words, "--to", "../new"]
    assert main(["extract", *words, "--apply"]) == 2
    error = capsys.readouterr().err
    assert what in error and len(error.splitlines()) == 2
    assert sorted(os.listdir(tmp_path)) == ["file", "full", "host"]
    assert git(tmp_path / "host", "status", "--porcelain", "--ignored") == ""


def test_the_line_to_try_it_is_one_for_the_shell(tmp_path: Path, capsys: Capture) -> None:
    host = shop(tmp_path / "host")
    words = ["extract", "gold", "--path", str(host), "--to", str(tmp_path / "a new $home")]
    assert main([*words, "--apply"]) == 0
    assert f"cd '{tmp_path}/a new $home' && git log --stat" in capsys.readouterr().out


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    host = shop(tmp_path / "host")
    (tmp_path / "new").mkdir()
    carry_out(extract("gold", str(host), to=str(tmp_path / "new")))
    assert (tmp_path / "new/shop_gold/card.py").exists()


def test_a_file_that_is_not_committed_is_refused(tmp_path: Path) -> None:
    host = shop(tmp_path / "host")
    write(host, {"shop/preview/gold/card.py": "mine = 1\n", "other.txt": "mine"})
    with pytest.raises(Mistake, match=r"gold/card\.py has changes that are not committed"):
        carry_out(extract("gold", str(host), to=str(tmp_path / "new")))
    assert os.listdir(tmp_path) == ["host"]
    git(host, "checkout", "shop")
    write(host, {"shop/preview/gold/new.py": "mine = 1\n"})
    with pytest.raises(Mistake, match=r"gold/new\.py has changes that are not committed"):
        carry_out(extract("gold", str(host), to=str(tmp_path / "new")))


def test_nobody_known_to_git_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = shop(tmp_path / "host")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    with pytest.raises(Mistake, match="git does not know who commits here"):
        carry_out(extract("gold", str(host), to=str(tmp_path / "new")))
    assert os.listdir(tmp_path) == ["host"]


def test_half_a_history_is_a_mistake(tmp_path: Path) -> None:
    host = shop(tmp_path / "host")
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", f"file://{host}", str(tmp_path / "half")], check=True
    )
    extraction = extract("gold", str(tmp_path / "half"), to=str(tmp_path / "new"))
    (refusal,) = extraction.project.refusals  # said by the plan already
    assert "only the newest part of the history" in refusal.why
    with pytest.raises(Mistake, match="only the newest part of the history"):
        carry_out(extraction)
    assert sorted(os.listdir(tmp_path)) == ["half", "host"]


def test_a_host_that_cannot_lose_the_feature_keeps_it_and_there_is_no_project(
    tmp_path: Path,
) -> None:
    host = shop(tmp_path / "host", {"shop/preview/gold/preview.toml": 'title = "Gold"\n'})
    write(host, {"pyproject.toml": PYPROJECT + 'label = "preview"\n'})
    extraction = extract("gold", str(host), to=str(tmp_path / "new"), retire=True)
    assert extraction.host is not None
    write(host, {"shop/preview/ended.toml": "# mine\n"})
    with pytest.raises(Mistake, match=r"ended\.toml"):
        carry_out(extraction)
    assert os.listdir(tmp_path) == ["host"]


KILLED = """
import os, signal, sys
from coldframe.resolve.extract import carry_out, extract
extraction = extract("gold", sys.argv[1], to=sys.argv[2])
left = [int(sys.argv[3])]
def counted(whole):
    def call(*words, **more):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL if sys.argv[4] == "kill" else signal.SIGINT)
        return whole(*words, **more)
    return call
for name in ("mkdir", "chmod", "rename", "posix_spawnp"):
    setattr(os, name, counted(getattr(os, name)))
carry_out(extraction)
print(int(sys.argv[3]) - left[0])
"""


@pytest.mark.parametrize("how", ["kill", "interrupt"])
def test_interrupted_there_is_no_project_or_a_whole_one(how: str, tmp_path: Path) -> None:
    host, new = shop(tmp_path / "host"), tmp_path / "new"

    def stopped_at(moment: int) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-c", KILLED, str(host), str(new), str(moment), how]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
        return subprocess.run(words, env=environment, capture_output=True, check=False)

    moments = int(stopped_at(10**6).stdout)
    shutil.rmtree(new)
    for moment in (1, moments // 3, moments // 2, moments - 3, moments):
        done = stopped_at(moment)
        assert done.returncode == -signal.SIGKILL or b"KeyboardInterrupt" in done.stderr
        if new.exists():
            git(new, "fsck", "--strict")
            assert git(new, "status", "--porcelain", "--ignored") == ""
            assert (new / "shop_gold/card.py").exists() and (new / "pyproject.toml").exists()
            shutil.rmtree(new)
        elif how == "interrupt":
            assert os.listdir(tmp_path) == ["host"]
    carry_out(extract("gold", str(host), to=str(new)))
    assert sorted(os.listdir(tmp_path)) == ["host", "new"]
    assert git(host, "status", "--porcelain", "--ignored") == ""


def test_the_record_leads_every_file_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EXTRACTED:
        monkeypatch.chdir(tmp_path)
        folder = tmp_path / name
        folder.mkdir()
        words, commit = laid_out(name, folder, monkeypatch)
        extraction = extract(words[1], to="../project", package=word_after("--package", words))
        carry_out(extraction)
        record = read_record(WorkTree(str(folder / "project")))
        assert record is not None and record.commit == commit
        kept = {a.path: a.source for a in extraction.project.arrivals if "Copies" not in a.reason}
        for path in files(folder / "project"):
            assert record.origin(path) == kept.get(path, ""), path
        (feature,) = [f for f in open_host(folder / "host").features if f.name == words[1]]
        assert record.origin(f"{extraction.package.replace('.', '/')}/new.py") == (
            f"{feature.path}/new.py" if feature.is_package else ""
        )


def word_after(option: str, words: list[str]) -> str:
    return words[words.index(option) + 1] if option in words else ""


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("p/a.py", "x/y/a.py"), ("p/b/c.py", "x/y/b/c.py")], {"p/": "x/y/"}),
        ([("p/a.py", "x/a.py")], {"p/a.py": "x/a.py"}),
        (
            [("p/a", "x/a"), ("p/b", "x/b"), ("p/t/c", "z/c"), ("p/t/d", "z/d")],
            {"p/": "x/", "p/t/": "z/"},
        ),
        ([("p/a", "x/a"), ("p/b", "x/b"), ("p/t/c", "z/c")], {"p/": "x/", "p/t/c": "z/c"}),
        ([("a", "x/a"), ("b", "x/b")], {"a": "x/a", "b": "x/b"}),
        ([("q/p/a", "x/p/a"), ("q/p/b", "x/p/b")], {"q/p/": "x/p/"}),
    ],
)
def test_places(pairs: list[tuple[str, str]], expected: dict[str, str]) -> None:
    package = "q/p" if pairs[0][0].startswith("q") else "p"
    assert places(pairs, package) == expected


def test_a_project_that_never_was_extracted_has_no_record(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PYPROJECT})
    assert read_record(WorkTree(str(tmp_path))) is None


def test_the_command_that_is_shown_repeats_it(tmp_path: Path) -> None:
    host = shop(tmp_path / "host")
    words = {"package": "a.b", "distribution": "c", "release": "9"}
    new = str(tmp_path / "new")
    extraction = extract("gold", str(host), to=new, history=False, retire=True, **words)
    assert shlex.split(extraction.command) == [
        *("coldframe", "extract", "gold", "--to", new, "--path", str(host), "--package", "a.b"),
        *("--distribution", "c", "--release", "9", "--no-history", "--retire"),
    ]


def notes_of(root: Path, **more: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the plans for the project and for the host say of a feature that claims tables."""
    migrated_garden(root / "host", {"001": "pass"}, **more)
    found = extract("watering", str(root / "host"), to=str(root / "new"), history=False,
                    retire=True, release="2.0")  # fmt: skip
    assert found.host is not None
    assert not any("/versions/" in edit.path for edit in found.host.edits if edit.before is None)
    return found.project.notes, found.host.notes


def test_tables_of_the_hosts_list_are_left_to_a_person(tmp_path: Path) -> None:
    project, host = notes_of(tmp_path)
    (note,) = [each for each in project if "No migrations come along" in each]
    assert "(water_*)" in note and "--migrations own" in note
    (note,) = [each for each in host if "Its tables stay" in each]
    assert "garden-watering's now, so no migration of the host may drop them" in note


def test_a_list_of_its_own_comes_along(tmp_path: Path) -> None:
    own = "garden/preview/watering/migrations"
    files = {f"{own}/env.py": ENV, f"{own}/versions/w1.py": "revision = 'w1'\n"}
    project, _ = notes_of(tmp_path, **files)
    assert not any("No migrations come along" in each for each in project)


def test_there_are_examples() -> None:
    assert len(EXTRACTED) >= 6 and REFUSED


@pytest.mark.parametrize(
    ("project", "settings", "version", "required"),
    [
        ('version = "4.2.0+local.1"', "", "4.2.0", '"shop>=4.2.0"'),
        ('dynamic = ["version"]', '[tool.coldframe.calendar]\nreleases = ["6.0.0", "7.0.0"]\n', "7.0.0", '"shop>=7.0.0"'),
        ('dynamic = ["version"]', "", "0.1.0", '"shop"'),
    ],
)  # fmt: skip
def test_its_version_goes_on_from_the_hosts(
    project: str, settings: str, version: str, required: str, tmp_path: Path
) -> None:
    text = (
        f'[project]\nname = "shop"\n{project}\n[tool.coldframe]\npreview_trees = ["shop.preview"]\n'
    )
    files = {"shop/__init__.py": "", "shop/preview/__init__.py": "", "shop/preview/gold.py": ""}
    host = write(tmp_path / "host", {**files, "pyproject.toml": text + settings})
    commit_all(host)
    carry_out(extract("gold", str(host), to=str(tmp_path / "new")))
    written = (tmp_path / "new/pyproject.toml").read_text()
    assert f'\nversion = "{version}"\n' in written and required in written
