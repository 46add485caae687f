"""A release note is written in the host's own system, and that system reads it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hosts import commit_all, git, open_host, write
from hypothesis import given
from hypothesis import strategies as st

from coldframe.resolve.apply import apply
from coldframe.resolve.noting.note import KINDS, Note
from coldframe.resolve.noting.prose import item, wrapped
from coldframe.resolve.noting.reno import note_name, note_text
from coldframe.resolve.plan import Edit, Plan
from coldframe.resolve.release_notes import release_note

TEXT = (
    "The preview feature ``loyalty`` has become stable: ``shop.preview.loyalty`` is now"
    " ``shop.loyalty``. Old names go on working until 5.0.0 - see the docs.\n\nSecond paragraph."
)


def planned(
    root: Path, files: dict[str, str], kind: str = "feature", text: str = TEXT
) -> Edit | None:
    write(root, {"shop/__init__.py": "", "shop/preview/drones.py": "", **files})
    if not (root / ".git").exists():
        commit_all(root, tag="v1.0.0")
    return release_note(open_host(root), "Promote loyalty", kind, text)


def written(root: Path, files: dict[str, str], kind: str = "feature") -> tuple[str, str]:
    edit = planned(root, files, kind)
    assert edit
    apply(Plan("coldframe promote loyalty", str(root), (edit,)))
    again = release_note(open_host(root), "Promote loyalty", kind, TEXT)
    assert again == Edit(edit.path, edit.after, edit.after, "Release note")
    return edit.path, (root / edit.path).read_text()


def test_a_host_without_notes_gets_none(tmp_path: Path) -> None:
    assert planned(tmp_path, {"CHANGELOG.md": "# Changes\n\n## 1.0\n\n- All.\n"}) is None


@pytest.mark.parametrize(
    ("files", "folder", "section"),
    [
        (
            {"releasenotes/notes/a-0123456789abcdef.yaml": "---\nfixes:\n  - a\n"},
            "notes",
            "upgrade",
        ),
        ({"reno.yaml": "---\nunreleased_version_title: Coming\n"}, "notes", "upgrade"),
        ({"releasenotes/config.yaml": "notesdir: 'src' # here\n"}, "src", "upgrade"),
        ({"reno.yaml": "sections:\n  - [news, News]\n  - [gone, Removed]\n"}, "notes", "gone"),
        (
            {"reno.yaml": "sections:\n- - news\n  - News\n- - removals\n  - Removed\n\na: b\n"},
            "notes",
            "removals",
        ),
    ],
)
def test_reno(tmp_path: Path, files: dict[str, str], folder: str, section: str) -> None:
    path, text = written(tmp_path, files, "removal")
    assert path.startswith(f"releasenotes/{folder}/promote-loyalty-")
    assert len(path.rpartition("-")[2]) == len("0123456789abcdef.yaml")
    note = yaml.safe_load(text)
    assert list(note) == [section]
    assert note[section][0].split() == TEXT.split()
    assert max(map(len, text.splitlines())) <= 79


def test_reno_itself_reads_the_note(tmp_path: Path) -> None:
    pytest.importorskip("reno", reason="`make .venv/ready` installs reno")
    for kind in KINDS:
        planned(tmp_path, {"reno.yaml": "---\n"})
        edit = release_note(open_host(tmp_path), f"{kind}-loyalty", kind, TEXT)
        assert edit
        apply(Plan("coldframe promote loyalty", str(tmp_path), (edit,)))
    commit_all(tmp_path)
    reno = [str(Path(sys.executable).with_name("reno"))]
    lint = subprocess.run(
        [*reno, "lint"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr
    done = subprocess.run(
        [*reno, "report"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    for heading in ("New Features", "Deprecation Notes", "Upgrade Notes"):
        assert f"\n{heading}\n---" in done.stdout
    assert done.stdout.count("``shop.preview.loyalty``") == len(KINDS)


TOWNCRIER = '[tool.towncrier]\nname = "Shop"\nversion = "2.0"\n'
TYPE = '[[tool.towncrier.type]]\nname = "{}"\ndirectory = "{}"\nshowcontent = true\n'


@pytest.mark.parametrize(
    ("files", "path"),
    [
        (
            {"towncrier.toml": TOWNCRIER + 'directory = "news"\n'},
            "news/+promote-loyalty.removal.rst",
        ),
        (
            {"pyproject.toml": TOWNCRIER + 'package = "shop"\nfilename = "CHANGES.md"\n'},
            "shop/newsfragments/+promote-loyalty.removal.md",
        ),
        (
            {
                "pyproject.toml": TOWNCRIER + 'package = "shop"\npackage_dir = "src"\n',
                "src/shop/__init__.py": "",
            },
            "src/shop/newsfragments/+promote-loyalty.removal.rst",
        ),
        (
            {
                "towncrier.toml": TOWNCRIER
                + 'directory = "n"\n'
                + TYPE.format("A", "new")
                + TYPE.format("B", "breaking")
            },
            "n/+promote-loyalty.breaking.rst",
        ),
        (
            {
                "towncrier.toml": TOWNCRIER
                + 'directory = "n"\n'
                + TYPE.format("News", "1")
                + TYPE.format("Removed", "2")
            },
            "n/+promote-loyalty.2.rst",
        ),
        (
            {
                "towncrier.toml": TOWNCRIER
                + 'directory = "n"\n[tool.towncrier.fragment.chore]\n[tool.towncrier.fragment.change]\n'
            },
            "n/+promote-loyalty.change.rst",
        ),
        (
            {
                "towncrier.toml": TOWNCRIER + 'directory = "n"\n',
                "n/7.feature": "a\n",
                "n/8.misc.1": "b\n",
            },
            "n/+promote-loyalty.removal",
        ),
        (
            {
                "towncrier.toml": TOWNCRIER
                + 'directory = "n"\n[[tool.towncrier.section]]\nname = "Web"\npath = "web"\n'
                + '[[tool.towncrier.section]]\nname = "Core"\npath = ""\n'
            },
            "n/+promote-loyalty.removal.rst",
        ),
        (
            {
                "towncrier.toml": TOWNCRIER
                + 'directory = "n"\n[[tool.towncrier.section]]\nname = "Web"\npath = "web"\n'
            },
            "n/web/+promote-loyalty.removal.rst",
        ),
        (
            {
                "towncrier.toml": TOWNCRIER + 'directory = "n"\n',
                "n/+promote-loyalty.removal.rst": "Else.\n",
            },
            "n/+promote-loyalty.removal.1.rst",
        ),
    ],
)
def test_towncrier_builds_the_note(tmp_path: Path, files: dict[str, str], path: str) -> None:
    found, text = written(tmp_path, files, "removal")
    assert found == path
    assert max(map(len, text.splitlines())) <= 79
    git(tmp_path, "add", "-A")
    done = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--draft", "--date", "2024-01-01"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "has become stable" in done.stdout
    assert "promote-loyalty" not in done.stdout  # it is no number of an issue


def test_fragments_without_a_configuration(tmp_path: Path) -> None:
    path, text = written(tmp_path, {"changes/12.feature.md": "a\n"})
    assert path == "changes/+promote-loyalty.feature.md"
    assert "`shop.loyalty`" in text
    assert "``" not in text


SCRIV = "[tool.scriv]\nformat = 'md'\nfragment_directory = 'log'\n"


@pytest.mark.parametrize(
    ("files", "path", "head"),
    [
        (
            {"changelog.d/20240101_ada.rst": "Added\n-----\n\n- a\n"},
            "changelog.d/promote-loyalty.rst",
            "Added\n-----\n\n- The",
        ),
        (
            {"changelog.d/scriv.ini": "[scriv]\nformat = md\n"},
            "changelog.d/promote-loyalty.md",
            "### Added\n\n- The",
        ),
        ({"pyproject.toml": SCRIV}, "log/promote-loyalty.md", "### Added\n\n- The"),
        (
            {"setup.cfg": "[tool.scriv]\ncategories = Gone,\n  New\n"},
            "changelog.d/promote-loyalty.rst",
            "New\n---\n\n- The",
        ),
        (
            {"tox.ini": "[scriv]\ncategories =\nrst_header_chars = #*\n"},
            "changelog.d/promote-loyalty.rst",
            "- The",
        ),
        (
            {"tox.ini": "[scriv]\nchangelog = CHANGES.md\n"},
            "changelog.d/promote-loyalty.md",
            "### Added\n\n- The",
        ),
    ],
)
def test_scriv(tmp_path: Path, files: dict[str, str], path: str, head: str) -> None:
    found, text = written(tmp_path, files)
    assert found == path
    assert text.startswith(head)


def test_a_change_log(tmp_path: Path) -> None:
    page = "# Changes\n\n## Unreleased\n\n## 1.0\n\n- All.\n"
    path, text = written(tmp_path, {"docs/changelog.md": page, "CHANGES.md": "# None\n"})
    assert path == "docs/changelog.md"
    assert text.startswith("# Changes\n\n## Unreleased\n\n- The preview feature `loyalty`")
    assert text.endswith("\n\n  Second paragraph.\n\n## 1.0\n\n- All.\n")


@pytest.mark.parametrize(
    ("globs", "files", "path"),
    [
        ('"docs/news/*.md"', {}, "docs/news/promote-loyalty.md"),
        ('"docs/news"', {"docs/news/a.txt": ""}, "docs/news/promote-loyalty.txt"),
        ('"docs/log.txt"', {"docs/log.txt": "## Unreleased\n\n- a\n"}, "docs/log.txt"),
        ('"rn/**/*.yaml"', {}, None),
        ('"CHANGES.md", "releasenotes/**"', {"reno.yaml": ""}, None),
        ('"docs/news-of-*"', {}, ""),
    ],
)
def test_the_settings_say_where(
    tmp_path: Path, globs: str, files: dict[str, str], path: str | None
) -> None:
    own = {"coldframe.toml": f"preview_trees = ['shop.preview']\nrelease_notes = [{globs}]\n"}
    edit = planned(tmp_path, {**own, **files, "CHANGELOG.md": "## Unreleased\n"})
    if path == "":
        assert edit is None
        return
    assert edit
    reno = note_name(Note("promote-loyalty", "feature", TEXT))
    folder = "rn" if "rn/" in globs else "releasenotes/notes"
    assert edit.path == (path or f"{folder}/{reno}")


words = st.text(min_size=1, max_size=20)
texts = st.lists(words, min_size=1, max_size=40).map(" ".join).map("It is ".__add__)


@given(texts, st.sampled_from(KINDS))
def test_any_text_is_the_same_in_yaml(text: str, kind: str) -> None:
    (read,) = yaml.safe_load(note_text(Note("a", kind, text))).values()
    shown = ["".join(c for c in word if c.isprintable()) for word in text.split()]
    expected = " ".join(shown).encode("utf-8", "replace").decode()
    assert "".join(read[0].split()) == "".join(expected.split())


def test_no_line_begins_like_a_list() -> None:
    text = "word " * 15 + "a - b and # c and 1. d and > e"
    for width in range(10, 80):
        for line in wrapped(text, width):
            assert not line.startswith(("- ", "# ", "1. ", "> ")), (width, line)
        assert " ".join(wrapped(text, width)) == text


def test_lists_keep_their_lines() -> None:
    text = "These are gone:\n\n- a,\n- b\n\n    code\n"
    assert wrapped(text) == ["These are gone:", "", "- a,", "- b", "", "    code"]
    assert item(text, "* ") == ["* These are gone:", "", "  - a,", "  - b", "", "      code"]
