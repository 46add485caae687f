"""The label rules: what counts as said, where, and for whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, open_host, write

from coldframe.check.host import Host
from coldframe.check.labels import (
    unlabelled_command,
    unlabelled_docs,
    unlabelled_option,
    unlabelled_release_note,
)

ONE = "pkg/preview/one/__init__.py"
RULES = (unlabelled_option, unlabelled_command, unlabelled_docs, unlabelled_release_note)


def host_with(root: Path, files: dict[str, str], claims: str = "", settings: str = "") -> Host:
    write(
        root,
        {
            "pyproject.toml": f'[tool.coldframe]\npreview_trees = ["pkg.preview"]\n{settings}\n',
            "pkg/__init__.py": "",
            "pkg/preview/__init__.py": "",
            ONE: "",
            "pkg/preview/one/preview.toml": f'title = "The One"\n[claims]\n{claims}\n',
            **files,
        },
    )
    commit_all(root)
    return open_host(root)


@pytest.mark.parametrize("rule", RULES)
def test_undeclared_features_are_left_alone(tmp_path: Path, rule) -> None:  # type: ignore[no-untyped-def]
    files = {"pkg/preview/two.py": "p.add_argument('--a')\nsub.add_parser('b')\n"}
    assert list(rule.check(host_with(tmp_path, files))) == []


OPTION = "p.add_argument('--a', help={})\n"


@pytest.mark.parametrize(
    "source",
    [
        OPTION.format("'[preview] x'"),
        OPTION.format("'Experimental.'"),
        OPTION.format("argparse.SUPPRESS"),
        OPTION.format("f'Preview: {x}'"),
        "P = ArgumentParser(description='A preview.')\nP.add_argument('--a')\n",
        "g = p.add_argument_group('One (preview)')\nm = g.add_mutually_exclusive_group()\n"
        "m.add_argument('--a')\n",
        "@click.command()\n@click.option('--a')\ndef f():\n    'Experimental.'\n",
        "@click.option('--a', hidden=True)\ndef f(): pass\n",
        "class S(BaseSettings):\n    'Preview settings.'\n    a: int = Field(3, description='x')\n",
        "def f(a: Annotated[int, typer.Option(help='Preview.')] = 3): pass\n",
    ],
)
def test_options_that_say_it(tmp_path: Path, source: str) -> None:
    host = host_with(tmp_path, {ONE: source})
    assert list(unlabelled_option.check(host)) == []
    assert host.notes == []


@pytest.mark.parametrize(
    "source",
    [
        OPTION.format("'Save preview_image there.'"),
        OPTION.format("'No longer experimental.'"),
        OPTION.format("''"),
        OPTION.format("None"),
        "@click.option('--a', help='x')\ndef f():\n    'Preview, but no command.'\n",
        "class S(BaseSettings):\n    a: int = 3\n",
    ],
)
def test_options_that_do_not_say_it(tmp_path: Path, source: str) -> None:
    assert len(list(unlabelled_option.check(host_with(tmp_path, {ONE: source})))) == 1


def test_computed_help_is_noted_once(tmp_path: Path) -> None:
    source = "".join(f"p.add_argument('--a{n}', help=HELP[{n}])\n" for n in range(5))
    host = host_with(tmp_path, {ONE: source})
    assert list(unlabelled_option.check(host)) == []
    assert len(host.notes) == 1
    assert "the help of 5 options is computed" in host.notes[0]
    assert f"{ONE}:1" in host.notes[0] and "and 2 more" in host.notes[0]


def test_the_hosts_own_word_counts_and_is_asked_for(tmp_path: Path) -> None:
    source = OPTION.format("'Trial: x'") + OPTION.format("'x'")
    host = host_with(tmp_path, {ONE: source}, settings='label = "trial"')
    (finding,) = unlabelled_option.check(host)
    assert finding.line == 2
    assert finding.message == "option --a of one does not say trial in its help"
    assert "[trial]" in finding.hint


def test_tests_of_the_feature_define_nothing(tmp_path: Path) -> None:
    files = {"pkg/preview/one/tests/test_one.py": OPTION.format("'x'")}
    assert list(unlabelled_option.check(host_with(tmp_path, files))) == []


def test_a_feature_of_one_file(tmp_path: Path) -> None:
    files = {
        "pkg/preview/two.py": OPTION.format("'x'"),
        "pkg/preview/two.preview.toml": 'title = "Two"\n',
    }
    (finding,) = unlabelled_option.check(host_with(tmp_path, files))
    assert finding.path == "pkg/preview/two.py"


@pytest.mark.parametrize(
    "source",
    [
        "sub.add_parser('a', description='Preview.')\n",
        "@click.command(short_help='[preview] x')\ndef f(): pass\n",
        "@click.command(hidden=True)\ndef f(): pass\n",
        "from cliff.command import Command\nclass A(Command):\n"
        "    def get_description(self):\n        return 'Preview: x'\n",
        "from osc_lib.command import command\nclass A(command.Command):\n"
        "    _description = _('Preview: x')\n",
        "sub.add_parser('a', help=texts['a'])\n",
    ],
)
def test_commands_that_say_it_or_cannot_be_read(tmp_path: Path, source: str) -> None:
    assert list(unlabelled_command.check(host_with(tmp_path, {ONE: source}))) == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("a.md", "# One\n\nThis is a preview feature.\n", True),
        ("a.md", "# One\n\n:::{preview}\n:::\n", True),
        ("a.md", "# One\n\n<!-- preview -->\nStable.\n", False),
        ("a.md", "# One\n\n" + "Text.\n" * 40 + "Preview.\n", False),
        ("a.rst", "One (preview)\n=============\n", True),
        ("a.rst", "One\n===\n\n.. experimental::\n   x\n", True),
        ("a.rst", "One\n===\n\n.. note:: A preview.\n", True),
        ("a.rst", "One\n===\n\n.. a preview comment\n   and more preview\n\nStable.\n", False),
        ("a.rst", "\r\n".join(["One", "===", "", "Preview."]), True),
        ("a.html", "<head><title>Preview</title></head><body><h1>One</h1></body>", False),
        ("a.html", "<body><p class='x'>Preview</p></body>", True),
        ("a.ipynb", '{"cells": [{"cell_type": "markdown", "source": ["# Preview"]}]}', True),
        ("a.ipynb", '{"cells": [{"cell_type": "code", "source": ["preview"]}]}', False),
        ("a.ipynb", "not json", False),
    ],
)
def test_docs(tmp_path: Path, path: str, text: str, said: bool) -> None:
    host = host_with(tmp_path, {f"docs/{path}": text}, claims='docs = ["docs/a*"]')
    assert (list(unlabelled_docs.check(host)) == []) is said


def test_pictures_are_no_pages(tmp_path: Path) -> None:
    host = host_with(tmp_path, {"docs/a.svg": "<svg/>"}, claims='docs = ["docs/a*"]')
    assert list(unlabelled_docs.check(host)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("features:\n  - The one is here.\n", 2),
        ("features:\n  - THE ONE is\n    here.\n", 2),
        ("features:\n  - x\n  - Set one.driver now.\n", 3),
        ("features:\n  - Preview - the one is here.\n", 0),
        ("features:\n  - The one is here.\nupgrade:\n  - One (preview) has a table.\n", 0),
        ("features:\n  - Someone is no-one, twenty-one.\n", 0),
        ("# one\nfeatures:\n  - x\n", 0),
    ],
)
def test_release_notes(tmp_path: Path, text: str, found: int) -> None:
    files = {"releasenotes/notes/x-123.yaml": text}
    host = host_with(tmp_path, files, claims='options = ["one.driver"]')
    assert [f.line for f in unlabelled_release_note.check(host)] == ([found] if found else [])


@pytest.mark.parametrize("place", ["news", "newsfragments", "changelog.d", "changes.d"])
def test_fragments(tmp_path: Path, place: str) -> None:
    files = {f"{place}/1.feature.md": "The One is here.\n", f"{place}/README.md": "The One.\n"}
    (finding,) = unlabelled_release_note.check(host_with(tmp_path, files))
    assert finding.path == f"{place}/1.feature.md"
    assert finding.hint == "Say in the note that The One is a preview."
