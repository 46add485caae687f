"""``coldframe adopt``: each example's source comes into its host, or is refused; ``undo`` undoes."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import tarfile
from pathlib import Path

import pytest
from hosts import commit_all, git, open_host, write

from coldframe.cli import main
from coldframe.declare.mistake import Mistake
from coldframe.resolve.adopt import adopt
from coldframe.resolve.apply import apply
from coldframe.resolve.undo import undo

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = sorted(path.name for path in EXAMPLES.glob("adopt_*"))
ADOPTED = [name for name in CASES if (EXAMPLES / name / "after").exists()]
REFUSED = [name for name in CASES if name not in ADOPTED]

HOST = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "shop"
version = "4"
[tool.coldframe]
preview_trees = ["shop.preview"]
"""


def files(root: Path) -> dict[str, tuple[bytes, bool]]:
    """Every file with its bytes, and whether it may be run."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), os.access(path, os.X_OK))
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".git", "__pycache__"} & set(path.parts)
    }


def laid_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The host and the source of an example, each in git; the words of its command."""
    for part in ("host", "source"):
        shutil.copytree(EXAMPLES / name / part, tmp_path / part)
        commit_all(tmp_path / part)
    monkeypatch.chdir(tmp_path / "host")
    return shlex.split((EXAMPLES / name / "adopt.txt").read_text())[1:]


@pytest.mark.parametrize("name", ADOPTED)
def test_a_source_becomes_a_feature(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = laid_out(name, tmp_path, monkeypatch)
    source = files(tmp_path / "source")
    assert main([*words, "--apply"]) == 0
    assert files(tmp_path / "host") == files(EXAMPLES / name / "after")
    assert files(tmp_path / "source") == source
    capsys.readouterr()
    assert main([*words, "--apply"]) == 0  # a second run has nothing to do
    assert "is adopted already" in capsys.readouterr().out
    assert main([*words, "--title", "Another", "--apply"]) == 2
    assert "exists already" in capsys.readouterr().err
    assert main(["undo"]) == 0
    assert git(tmp_path / "host", "status", "--porcelain", "--ignored") == ""
    assert files(tmp_path / "host") == files(EXAMPLES / name / "host")


@pytest.mark.parametrize("name", ADOPTED)
def test_a_second_run_in_another_clone_has_nothing_to_do(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = laid_out(name, tmp_path, monkeypatch)
    assert main([*words, "--apply"]) == 0
    (tmp_path / "elsewhere").mkdir()
    clone = tmp_path / "elsewhere/host"
    git(tmp_path, "clone", "-q", "host", str(clone))
    git(clone, "config", "user.name", "Grace")  # she is nobody whom the first run has asked
    shutil.copytree(tmp_path / "source", tmp_path / "elsewhere/source")
    monkeypatch.chdir(clone)
    capsys.readouterr()
    assert main([*words, "--apply"]) == 0
    assert "is adopted already" in capsys.readouterr().out
    feature = words[words.index("--as") + 1]
    (path,) = (
        clone.rglob(f"{feature}/preview.toml")
        if name != "adopt_one_module"
        else (clone.rglob(f"{feature}.preview.toml"))
    )
    path.write_text(path.read_text() + "# filled in\n")
    assert main([*words, "--apply"]) == 2
    place = path.relative_to(clone).as_posix()
    assert f"exists already, and is not what ../source would bring: {place} differs\n" in (
        capsys.readouterr().err
    )


def test_what_is_there_and_would_not_come_is_named_as_well(tmp_path: Path) -> None:
    host, source = (
        shop(tmp_path / "host"),
        till(tmp_path / "till", {"till/a.py": "", "till/b.py": ""}),
    )
    apply(adopt(str(source), str(host), name="till"))
    folder = host / "shop/preview/till"
    (folder / "a.py").unlink()
    (folder / "c.py").write_text("")
    with pytest.raises(Mistake) as found:
        adopt(str(source), str(host), name="till")
    assert "till/a.py is not there; shop/preview/till/c.py would not be there" in str(found.value)


@pytest.mark.parametrize("name", CASES)
def test_the_plan_as_json_and_with_every_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = laid_out(name, tmp_path, monkeypatch)
    code = int(name in REFUSED)
    assert main([*words, "--json"]) == code
    plan = json.loads(capsys.readouterr().out)
    assert plan["applied"] is False
    assert plan["arrivals"]
    assert main([*words, "--diff", "--verbose"]) == code
    assert "Stays behind: " in capsys.readouterr().out
    assert git(tmp_path / "host", "status", "--porcelain", "--ignored") == ""


@pytest.mark.parametrize("name", REFUSED)
def test_a_source_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = laid_out(name, tmp_path, monkeypatch)
    feature = words[words.index("--as") + 1]
    refusals = adopt("../source", name=feature).refusals
    text = "".join(f"{one.criterion}: {one.why}\n" for one in refusals)
    assert text == (EXAMPLES / name / "refused.txt").read_text()
    assert not any(one.waivable for one in refusals)
    assert main([*words, "--apply"]) == 1
    assert git(tmp_path / "host", "status", "--porcelain", "--ignored") == ""


def shop(root: Path, extra: dict[str, str | bytes] | None = None) -> Path:
    write(
        root,
        {
            "pyproject.toml": HOST,
            "CODEOWNERS": "* @shop\n",
            "shop/__init__.py": "",
            "shop/preview/__init__.py": "",
            **(extra or {}),
        },
    )
    commit_all(root, tag="v4")
    return root


def till(root: Path, extra: dict[str, str | bytes] | None = None) -> Path:
    setup = "from setuptools import setup\n\nsetup(name='till', packages=['till'])\n"
    return write(root, {"setup.py": setup, "till/__init__.py": "", **(extra or {})})


def test_links_stay_behind_and_scripts_stay_executable(tmp_path: Path) -> None:
    host, source = shop(tmp_path / "host"), till(tmp_path / "till", {"till/open.sh": "#!/bin/sh\n"})
    write(tmp_path, {"secret.txt": "s"})
    (source / "till/open.sh").chmod(0o755)
    (source / "till/secret.txt").symlink_to("../../secret.txt")
    (source / "till/etc").symlink_to("/etc")
    commit_all(source)
    for place in (str(source), f"{source}@HEAD", str(sdist(source, tmp_path / "till-1.tar.gz"))):
        plan = adopt(place, str(host), name="till")
        assert {a.path: a.executable for a in plan.arrivals} == {
            "shop/preview/till/__init__.py": False,
            "shop/preview/till/open.sh": True,
        }
        assert any("till/ (2 files) (" in n and "link" in n for n in plan.notes), place
    apply(plan)
    assert os.access(host / "shop/preview/till/open.sh", os.X_OK)
    assert not os.access(host / "shop/preview/till/__init__.py", os.X_OK)


def sdist(source: Path, place: Path) -> Path:
    with tarfile.open(place, "w:gz") as archive:
        archive.add(source, "till-1", filter=lambda info: None if ".git" in info.name else info)
    return place


def test_a_file_that_cannot_be_read_does_not_come_as_an_empty_one(tmp_path: Path) -> None:
    host, source = shop(tmp_path / "host"), till(tmp_path / "till")
    (source / "till/big.bin").write_bytes(b"x" * (10 * 1024 * 1024 + 1))
    plan = adopt(str(source), str(host), name="till")
    assert [a.path for a in plan.arrivals] == ["shop/preview/till/__init__.py"]
    assert any("till/big.bin (it is larger than 10 MB" in note for note in plan.notes)


def test_a_file_that_git_ignores_is_in_the_way_too(tmp_path: Path) -> None:
    host = shop(tmp_path / "host", {".gitignore": "/etc/\n"})
    source = till(tmp_path / "till", {"etc/till.conf": "[till]\n"})
    write(host, {"etc/till.conf": "mine\n"})
    plan = adopt(str(source), str(host), name="till")
    assert [one.criterion for one in plan.refusals] == ["collisions"]
    assert (host / "etc/till.conf").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["nowhere", "--as", "till"], "there is no project nowhere"),
        (["../till", "--as", "class"], "'class' is a word of the Python language"),
        (["../till", "--as", "drones"], "shop.preview.drones exists already"),
        (["../till", "--as", "till", "--package", "tll"], "../till has no package tll"),
        ([".", "--as", "till"], ". is the host itself"),
        (["..", "--as", "till"], ".. is the host itself"),
        (["plugins/card", "--as", "card"], "plugins/card is a part of the host"),
        (["../till", "--as", "till", "--with-history"], "till has no history"),
        (["https://shop.example/till", "--as", "till"], "is not on this machine"),
    ],
)
def test_mistakes(
    words: list[str],
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plugin = {"plugins/card/setup.py": "setup(name='card')\n", "plugins/card/card/__init__.py": ""}
    host = shop(tmp_path / "host", {"shop/preview/drones.py": "", **plugin})
    till(tmp_path / "till")
    monkeypatch.chdir(host)
    assert main(["adopt", *words]) == 2
    assert what in capsys.readouterr().err


def test_without_a_preview_tree_one_is_made(tmp_path: Path) -> None:
    host = write(tmp_path / "host", {"pyproject.toml": HOST.partition("[tool")[0], "README": ""})
    write(host, {"src/shop/__init__.py": "", "CODEOWNERS": "* @shop\n"})
    commit_all(host)
    apply(adopt(str(till(tmp_path / "till")), str(host), name="till"))
    assert (host / "src/shop/preview/__init__.py").exists()
    (feature,) = open_host(host).features
    assert feature.module == "shop.preview.till"
    assert feature.declaration is not None
    assert feature.declaration.owners == ("@shop",)


def test_the_command_that_is_shown_repeats_it(tmp_path: Path) -> None:
    host, source = shop(tmp_path / "host"), till(tmp_path / "till")
    plan = adopt(
        str(source), str(host), name="till", owners=["a b"], title="The till", spec="docs/till.md"
    )
    assert shlex.split(plan.command) == [
        *("coldframe", "adopt", str(source), "--as", "till", "--path", str(host)),
        *("--title", "The till", "--spec", "docs/till.md", "--owner", "a b"),
    ]
    assert plan.subject == "Adopt till as shop.preview.till"


def test_stale_metadata_of_the_host_is_listed(tmp_path: Path) -> None:
    host = shop(tmp_path / "host", {".gitignore": "*.egg-info/\n"})
    write(
        host,
        {
            "shop.egg-info/PKG-INFO": "Name: shop\nVersion: 4\n",
            "shop.egg-info/entry_points.txt": "[shop.x]\na = shop:A\n",
        },
    )
    setup = "setup(name='till', packages=['till'], entry_points={'shop.x': ['b = till:B']})\n"
    plan = adopt(str(till(tmp_path / "till", {"setup.py": setup})), str(host), name="till")
    assert [one.path for one in plan.left] == ["shop.egg-info/entry_points.txt"]


def test_what_a_requirement_of_the_host_bans_is_listed(tmp_path: Path) -> None:
    host = shop(tmp_path / "host", {"constraints.txt": "glue==1.0\n"})
    setup = "setup(name='till', packages=['till'], install_requires=['glue>=2'])\n"
    plan = adopt(str(till(tmp_path / "till", {"setup.py": setup})), str(host), name="till")
    assert [(one.path, one.line) for one in plan.left] == [("constraints.txt", 1)]


def test_owners_get_their_line_in_codeowners(tmp_path: Path) -> None:
    host = shop(tmp_path / "host", {"CODEOWNERS": "* @shop\n/shop/preview/old/ @a"})
    source = str(till(tmp_path / "till"))
    plan = adopt(source, str(host), name="till", owners=["@till/core", "ada@shop.example"])
    (edit,) = (edit for edit in plan.edits if edit.path == "CODEOWNERS")
    assert edit.after == (
        b"* @shop\n/shop/preview/old/ @a\n/shop/preview/till/ @till/core ada@shop.example\n"
    )
    for wanted in ("@shop", "The till team"):
        plan = adopt(source, str(host), name="till", owners=[wanted])
        assert not any(edit.path == "CODEOWNERS" for edit in plan.edits)
    write(host, {"CODEOWNERS": "[All]\n* @shop\n"})
    plan = adopt(source, str(host), name="till", owners=["@till"])
    assert not any(edit.path == "CODEOWNERS" for edit in plan.edits)


def test_what_git_would_ignore_is_listed_once_per_pattern(tmp_path: Path) -> None:
    host = shop(tmp_path / "host", {".gitignore": "# built\n*.dat\n!b.dat\n"})
    source = till(tmp_path / "till", {"till/a.dat": "", "till/c.dat": "", "till/b.dat": ""})
    (left,) = adopt(str(source), str(host), name="till").left
    assert (left.path, left.line, left.text) == (".gitignore", 2, "*.dat")
    assert "shop/preview/till/a.dat and 1 more" in left.why


def test_settings_of_pytest_that_the_host_lacks_are_named(tmp_path: Path) -> None:
    ini = "[pytest]\nasyncio_mode = auto\nmarkers =\n  slow: takes long\ntestpaths = tests\n"
    same = '[tool.pytest.ini_options]\nmarkers = ["slow: takes long"]\n'
    host = shop(tmp_path / "host", {"pyproject.toml": HOST + same})
    plan = adopt(str(till(tmp_path / "till", {"pytest.ini": ini})), str(host), name="till")
    assert any(note.endswith("the host does not have: asyncio_mode.") for note in plan.notes)


def test_an_unreadable_declaration_elsewhere_is_a_mistake(tmp_path: Path) -> None:
    host = shop(
        tmp_path / "host",
        {"shop/preview/a/__init__.py": "", "shop/preview/a/preview.toml": "title = "},
    )
    with pytest.raises(Mistake, match=r"preview\.toml"):
        adopt(str(till(tmp_path / "till")), str(host), name="till")


def test_a_declaration_that_the_project_brings_stays_as_it_is(tmp_path: Path) -> None:
    text = "title = 'The till'  # ours\nowners = ['ada']\n"
    host, source = shop(tmp_path / "host"), till(tmp_path / "till", {"till/preview.toml": text})
    plan = adopt(str(source), str(host), name="till")
    assert any("brings a declaration" in note for note in plan.notes)
    apply(plan)
    assert (host / "shop/preview/till/preview.toml").read_text() == text


def test_loggers_get_other_names_and_that_is_said(tmp_path: Path) -> None:
    text = "import logging\n\nLOG = logging.getLogger(__name__)\n"
    plan = adopt(
        str(till(tmp_path / "till", {"till/a.py": text, "till/b.py": text})),
        str(shop(tmp_path / "host")),
        name="till",
    )
    assert any("begin with shop.preview.till (2 of them)" in note for note in plan.notes)


def test_the_history_comes_along(tmp_path: Path) -> None:
    text = "".join(f"x{number} = {number}\n" for number in range(20))
    host, source = shop(tmp_path / "host"), till(tmp_path / "till", {"till/old.py": text})
    commit_all(source, "Begin the till", author="Grace")
    git(source, "mv", "till/old.py", "till/drawer.py")
    commit_all(source, "Call it a drawer", author="Grace")
    write(source, {"till/drawer.py": text + "import till.open\n", "till/open.py": ""})
    commit_all(source, "Open it", author="Grace")
    write(source, {"till/drawer.py": "not committed"})
    plan = adopt(str(source), str(host), name="till", history=True)
    assert plan.command.endswith(" --with-history")
    assert any("not committed" in note for note in plan.notes)
    git(host, "config", "user.name", "Ada")
    git(host, "config", "user.email", "ada@example.org")
    assert apply(plan).commits
    place = "shop/preview/till/drawer.py"
    assert (host / place).read_text() == text + "import shop.preview.till.open\n"
    log = git(host, "log", "--follow", "--format=%s", "--", place).splitlines()
    assert [line for line in log if "till" in line or "drawer" in line or "it" in line][-3:] == [
        "Open it",
        "Call it a drawer",
        "Begin the till",
    ]
    blame = git(host, "blame", "-C", "--line-porcelain", place)
    assert blame.count("author Grace") == 20
    assert git(host, "status", "--porcelain") == ""
    undo(str(host))
    assert not (host / "shop/preview/till").exists()
    assert git(host, "status", "--porcelain") == ""
    assert git(host, "log", "--format=%s") == "All\n"


def test_there_are_examples_of_both_kinds() -> None:
    assert len(ADOPTED) >= 10
    assert len(REFUSED) >= 3


@pytest.mark.parametrize("command", ["adopt", "new"])
@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--title", "Till\nbox"], "--title 'Till\\nbox': there is a line break"),
        (["--title", "Till\x1b[31m"], "control character"),
        (["--spec", "a\r"], "--spec 'a\\r': there is a line break"),
        (["--owner", "@shop", "--owner", " "], "--owner is empty"),
    ],
)
def test_what_cannot_stand_in_a_declaration_is_refused(
    command: str,
    words: list[str],
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    host, source = shop(tmp_path / "host"), till(tmp_path / "till")
    monkeypatch.chdir(host)
    subject = ["adopt", str(source), "--as", "till"] if command == "adopt" else ["new", "till"]
    assert main([*subject, *words, "--apply"]) == 2
    assert what in capsys.readouterr().err
    assert git(host, "status", "--porcelain", "--ignored") == ""
    assert main([*subject, "--title", "Till\u00a0–\u3000「box」", "--owner", "Bø", "--apply"]) == 0
