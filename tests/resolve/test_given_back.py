"""``retire`` takes back what ``adopt`` did, wherever that is certain."""

from __future__ import annotations

import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.cli import main
from coldframe.resolve.adopt import adopt
from coldframe.resolve.apply import apply
from coldframe.resolve.retire import retire

EXAMPLES = Path(__file__).parents[2] / "examples"
# What a list of migrations has taken in stays in it: tests/resolve/migrating/ has these.
ADOPTED = sorted(
    path.parent.name
    for path in EXAMPLES.glob("adopt_*/after")
    if not path.parent.name.startswith("adopt_migrations_")
)

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "shop"
version = "4"
[tool.coldframe]
preview_trees = ["shop.preview"]
"""
USER = "from till import drawer\n\n\ndef pay():\n    return drawer.open()\n"


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


@pytest.mark.parametrize("name", ADOPTED)
def test_adopt_then_retire_gives_the_tree_back(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = tmp_path / "host"
    for part in ("host", "source"):
        shutil.copytree(EXAMPLES / name / part, tmp_path / part)
        commit_all(tmp_path / part)
    monkeypatch.chdir(host)
    before = files(host)
    words = shlex.split((EXAMPLES / name / "adopt.txt").read_text())[1:]
    assert main([*words, "--apply"]) == 0
    feature = words[words.index("--as") + 1]
    assert main(["retire", feature, "--reason", "A test.", "--release", "9.0", "--apply"]) == 0
    after = files(host)
    assert not set(before) - set(after)
    (stones,) = {path for path in after if path.endswith("/ended.toml")} - set(before)
    new = {stones, stones.replace("ended.toml", "__init__.py"), "coldframe.toml"}
    assert set(after) - set(before) <= new
    changed = [path for path in before if before[path] != after[path]]
    assert set(changed) <= {"pyproject.toml"}
    if changed:  # the preview tree, and that its records get into the wheel
        old, now = (tree["pyproject.toml"].decode() for tree in (before, after))
        lines = iter(now.splitlines())
        assert all(line in lines for line in old.splitlines())  # nothing is gone, all in order
        assert without_preview_tree(now) == without_preview_tree(old)


def without_preview_tree(text: str) -> dict[str, object]:
    values = tomllib.loads(text)
    tools = values["tool"]
    tools.pop("coldframe", None)
    tools.get("setuptools", {}).pop("package-data", None)
    return values


def shop(root: Path, extra: dict[str, str] | None = None) -> Path:
    base = {"pyproject.toml": PYPROJECT, "shop/__init__.py": "", "shop/pay.py": USER}
    write(root, {**base, "shop/preview/__init__.py": "", **(extra or {})})
    commit_all(root, tag="v4")
    return root


def till(root: Path) -> Path:
    code = {"till/__init__.py": "", "till/drawer.py": "def open():\n    return 1\n"}
    tests = {"tests/test_drawer.py": "from till import drawer\n"}
    write(root, {"setup.py": "from setuptools import setup\n\nsetup(name='till')\n"} | code | tests)
    commit_all(root)
    return root


def brought_in(tmp_path: Path, extra: dict[str, str] | None = None) -> Path:
    """A shop that has adopted till."""
    host = shop(tmp_path / "host", extra)
    apply(adopt(str(till(tmp_path / "till")), str(host), name="till"))
    assert "shop.preview.till" in (host / "shop/pay.py").read_text()
    return host


def test_what_was_written_elsewhere_in_the_file_since_stays(tmp_path: Path) -> None:
    host = brought_in(tmp_path)
    changed = (host / "shop/pay.py").read_text() + "\n\ndef owe():\n    return 0\n"
    (host / "shop/pay.py").write_text(changed)
    commit_all(host)
    plan = retire("till", str(host), reason="A test.")
    assert not plan.left
    apply(plan)
    assert (host / "shop/pay.py").read_text() == USER + "\n\ndef owe():\n    return 0\n"
    assert any("shop/pay.py again names the project" in note for note in plan.notes)


@pytest.mark.parametrize(
    "now",
    [
        "from shop.preview.till import drawer, safe\n\n\ndef pay():\n    return drawer.open(safe)\n",
        "from shop.preview.till import drawer\n\n\ndef pay():\n    return drawer.open()\n\n\n"
        "def owe():\n    from shop.preview.till import safe\n\n    return safe.owe()\n",
    ],
)
def test_a_file_that_says_more_about_the_feature_since_is_left_to_a_person(
    tmp_path: Path, now: str
) -> None:
    host = brought_in(tmp_path)
    (host / "shop/pay.py").write_text(now)
    commit_all(host)
    plan = retire("till", str(host), reason="A test.")
    assert {one.path for one in plan.left} == {"shop/pay.py"}
    assert "shop/pay.py" not in {edit.path for edit in plan.edits}


def test_without_the_commit_of_the_adoption_nothing_is_guessed(tmp_path: Path) -> None:
    host = brought_in(tmp_path)
    git(host, "reset", "-q", "--soft", "v4")
    git(host, "commit", "-qm", "Bring the till in")
    assert {one.path for one in retire("till", str(host), reason="A test.").left} == {"shop/pay.py"}


def test_packages_of_tests_stay_while_another_feature_has_tests_there(tmp_path: Path) -> None:
    tests = {"tests/__init__.py": "", "shop/preview/gold.py": ""}
    host = brought_in(tmp_path, tests)
    assert (host / "tests/preview/__init__.py").read_bytes() == b""
    other = {
        "tests/preview/gold/__init__.py": "",
        "tests/preview/gold/test_gold.py": "import shop\n",
    }
    write(host, other)
    commit_all(host)
    apply(retire("till", str(host), reason="A test."))
    assert (host / "tests/preview/__init__.py").exists()
    assert not (host / "tests/preview/till").exists()
    apply(retire("gold", str(host), reason="A test."))
    assert not (host / "tests/preview").exists()
    assert (host / "tests/__init__.py").exists()


def test_a_package_of_tests_in_which_something_is_written_stays(tmp_path: Path) -> None:
    host = brought_in(tmp_path, {"tests/__init__.py": ""})
    (host / "tests/preview/__init__.py").write_text("WAIT = 3\n")
    commit_all(host)
    apply(retire("till", str(host), reason="A test."))
    assert (host / "tests/preview/__init__.py").read_text() == "WAIT = 3\n"


def test_what_one_feature_shares_with_another_stays_until_that_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finder = (EXAMPLES / "adopt_pbr/host/net/api/extensions.py").read_bytes()
    host = tmp_path / "host"
    for part in ("host", "source"):
        shutil.copytree(EXAMPLES / "adopt_pbr" / part, tmp_path / part)
        commit_all(tmp_path / part)
    words = shlex.split((EXAMPLES / "adopt_pbr/adopt.txt").read_text())[1:]
    monkeypatch.chdir(host)
    assert main([*words, "--apply"]) == 0
    taught = (host / "net/api/extensions.py").read_bytes()
    vpn = {
        "net/preview/vpn/__init__.py": "",
        "net/preview/vpn/extensions/vpn.py": "class Vpn: ...\n",
    }
    write(host, vpn)
    commit_all(host)
    apply(retire("fw", str(host), reason="A test.", release="9.0"))
    assert (host / "net/api/extensions.py").read_bytes() == taught != finder
    apply(retire("vpn", str(host), reason="A test.", release="9.0"))
    assert (host / "net/api/extensions.py").read_bytes() == finder
