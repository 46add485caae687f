"""Edited imports are put in order only if the host's own settings say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write

from coldframe.resolve.plan import Change, Edit
from coldframe.resolve.tidying.tidy import tidied
from coldframe.resolve.tidying.wanted import wanted_tools
from coldframe.source.worktree import WorkTree

SORTED = "import os\n\nfrom shop.preview import loyalty\nfrom shop.till import Till\n\nprint(os, loyalty, Till)\n"
EDITED = SORTED.replace("shop.preview", "shop.zoo")
IN_ORDER = "import os\n\nfrom shop.till import Till\nfrom shop.zoo import loyalty\n\nprint(os, loyalty, Till)\n"
ASKS = '[tool.ruff.lint]\nselect = ["E", "I"]\n'


def edit(before: str, after: str, why: str = "import") -> Edit:
    changes = (Change(3, "preview", "zoo", why),)
    return Edit("shop/app.py", before.encode(), after.encode(), "References", changes)


def shaped(root: Path, settings: str, one: Edit) -> str:
    write(root, {"pyproject.toml": settings, "shop/__init__.py": ""})
    edits, notes = tidied(WorkTree(str(root)), [one])
    assert notes == []
    assert [edit.before for edit in edits] == [one.after] * len(edits)
    return ((edits[0] if edits else one).after or b"").decode()


@pytest.mark.parametrize(
    ("settings", "before", "why", "expected"),
    [
        (ASKS, SORTED, "import", IN_ORDER),
        (ASKS.replace("\n", "\r\n"), SORTED, "import", IN_ORDER),
        ("", SORTED, "import", EDITED),
        ('[tool.ruff.lint]\nselect = ["E"]\n', SORTED, "import", EDITED),
        (ASKS, SORTED, "string", EDITED),  # no import was touched
        (ASKS, IN_ORDER.replace("zoo", "apple"), "import", EDITED),  # was not in order before
        ("[tool.ruff.format]\n", SORTED, "import", EDITED),
    ],
)
def test_order(settings: str, before: str, why: str, expected: str, tmp_path: Path) -> None:
    assert shaped(tmp_path, settings, edit(before, EDITED, why)) == expected


def test_lines_are_wrapped_by_the_hosts_own_formatter(tmp_path: Path) -> None:
    before = "from shop.preview.loyalty import points, rules, tables\n"
    after = "from shop.customers.cards.loyalty import points, rules, tables\n"
    settings = "[tool.ruff]\nline-length = 60\n[tool.ruff.format]\n"
    assert shaped(tmp_path, settings, edit(before, after)) == (
        "from shop.customers.cards.loyalty import (\n    points,\n    rules,\n    tables,\n)\n"
    )
    assert shaped(tmp_path, "[tool.ruff]\nline-length = 60\n", edit(before, after)) == after


def test_a_missing_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {".isort.cfg": "[settings]\n"})
    monkeypatch.setattr("coldframe.resolve.tidying.tidy.find_spec", lambda name: None)
    monkeypatch.setattr("coldframe.resolve.tidying.tidy.which", lambda name: None)
    edits, notes = tidied(WorkTree(str(tmp_path)), [edit(SORTED, EDITED)])
    assert edits == []
    assert "isort" in notes[0]
    assert "pip install isort" in notes[0]


def test_which_tools(tmp_path: Path) -> None:
    for number, (files, names) in enumerate(
        (
            ({".isort.cfg": ""}, ["isort"]),
            ({"setup.cfg": "[isort]\n"}, ["isort"]),
            ({"setup.cfg": "[flake8]\n"}, []),
            ({"setup.cfg": "no section"}, []),
            ({"pyproject.toml": "[tool.isort]\n[tool.black]\n"}, ["isort", "black"]),
            ({"ruff.toml": 'lint.select = ["ALL"]\nformat.quote-style = "single"\n'}, ["ruff"] * 2),
            ({".pre-commit-config.yaml": "- id: ruff-format\n"}, ["ruff"]),
            ({"pyproject.toml": "not toml ["}, []),
        )
    ):
        root = write(tmp_path / str(number), dict(files))
        assert [tool[0] for tool in wanted_tools(WorkTree(str(root)))] == names
