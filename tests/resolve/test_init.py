"""``coldframe init`` fills in what can be known, marks the rest, and touches nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hosts import commit_all, open_host, write

from coldframe.check.run import judge
from coldframe.declare.declaration_file import parse_declaration
from coldframe.declare.feature import Claims
from coldframe.declare.mistake import Mistake
from coldframe.declare.settings_file import load_settings
from coldframe.resolve.apply import apply
from coldframe.resolve.init import init

PYPROJECT = """\
# our project
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "shop"   # the name
version = "2.0.0"
urls = { Issues = "https://example.org/issues" }

[project.optional-dependencies]
loyalty = ["points>=1"]

[project.entry-points."shop.plugins"]
loyalty = "shop.experimental.loyalty:Plugin"
"""

LOYALTY = '''\
# Copyright
"""Loyalty points

Points for every purchase, e.g. of books. They expire.
"""
from shop.experimental.coupons import coupon
'''

MODELS = """\
from sqlalchemy.orm import DeclarativeBase

class Base(DeclarativeBase):
    pass

class Points(Base):
    __tablename__ = "loyalty_points"
"""


def shop(root: Path) -> Path:
    write(
        root,
        {
            "pyproject.toml": PYPROJECT,
            "CODEOWNERS": "/shop/experimental/loyalty/ @loyalty-team\n",
            "shop/__init__.py": "",
            "shop/coupons.py": "def stable():\n    return 1\n",
            "shop/experimental/__init__.py": "",
            "shop/experimental/coupons.py": "def coupon():\n    return 1\n",
            "docs/index.md": "# Shop\n",
            "docs/coupons.md": "# Coupons\n\n> **Experimental.**\n",
            "tests/experimental/test_coupons.py": "from shop.experimental import coupons\n",
        },
    )
    commit_all(root, day="2024-01-01", tag="v1.0.0")
    write(
        root,
        {
            "shop/experimental/loyalty/__init__.py": LOYALTY,
            "shop/experimental/loyalty/models.py": MODELS,
            "docs/loyalty_points.md": "# Loyalty\n\n> **Experimental.**\n",
            "tests/test_points.py": "from shop.experimental.loyalty import models\n",
        },
    )
    commit_all(root, day="2025-01-01", tag="v2.0.0")
    return root


def test_everything_that_can_be_known_is_filled_in(tmp_path: Path) -> None:
    root = shop(tmp_path)
    plan = init(str(root))
    assert [edit.path for edit in plan.edits] == [
        "pyproject.toml",
        "shop/experimental/coupons.preview.toml",
        "shop/experimental/loyalty/preview.toml",
    ]
    loyalty = parse_declaration(plan.edits[2].after or b"", plan.edits[2].path)
    assert loyalty._replace(lines={}, path="") == parse_declaration(b"", "")._replace(
        title="Loyalty points",
        summary="Points for every purchase, e.g. of books.",
        since="2.0.0",
        owners=("@loyalty-team",),
        target="shop.loyalty",
        feedback="https://example.org/issues",
        needs=("coupons",),
        claims=Claims(
            tables=("loyalty_points",),
            entry_points=("shop.plugins:loyalty",),
            docs=("docs/loyalty_points.md",),
            tests=("tests/test_points.py",),
            extras=("loyalty",),
        ),
    )
    assert (plan.edits[1].after or b"").decode() == (
        'title = "Coupons"\n'
        'summary = ""  # TODO(coldframe): one sentence on what it does\n'
        'spec = ""  # TODO(coldframe): the approved spec: a path in this repository,'
        " or an address\n"
        'since = "1.0.0"\n'
        'owners = ["Ada"]\n'
        'target = ""  # TODO(coldframe): where it moves when it is promoted;'
        " shop.coupons exists already\n"
        'feedback = "https://example.org/issues"\n'
        "\n"
        "[claims]\n"
        'docs = ["docs/coupons.md"]\n'
    )


def test_settings_are_added_and_nothing_else_is_touched(tmp_path: Path) -> None:
    root = shop(tmp_path)
    edit = init(str(root)).edits[0]
    assert (edit.after or b"").decode().startswith(PYPROJECT)
    apply(init(str(root)))
    settings = load_settings(str(root))
    assert settings.preview_trees == ("shop.experimental",)
    assert settings.label == "experimental"


def test_check_reports_only_real_gaps_and_a_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    root = shop(tmp_path)
    apply(init(str(root)))
    commit_all(root)
    assert init(str(root)).edits == ()
    found = {(f.rule, f.feature) for f in judge(open_host(root)).findings}
    assert found == {
        ("missing_spec", "coupons"),
        ("missing_spec", "loyalty"),
        ("due_soon", "coupons"),  # out since 1.0.0: one of its two cycles is over
    }


def test_without_pyproject_git_and_releases(tmp_path: Path) -> None:
    write(tmp_path, {"shop/__init__.py": "", "shop/experimental/loyalty.py": "x = 1\n"})
    plan = init(str(tmp_path))
    texts = {edit.path: (edit.after or b"").decode() for edit in plan.edits}
    assert list(texts) == ["coldframe.toml", "shop/experimental/loyalty.preview.toml"]
    assert 'preview_trees = ["shop.experimental"]' in texts["coldframe.toml"]
    assert "releases = []  # TODO(coldframe): the releases in order" in texts["coldframe.toml"]
    declaration = texts["shop/experimental/loyalty.preview.toml"]
    assert 'since = ""  # TODO(coldframe): ' in declaration
    assert "owners = []  # TODO(coldframe): who answers for it" in declaration
    apply(plan)
    assert init(str(tmp_path)).edits == ()
    parse_declaration(declaration.encode(), "preview.toml")


HAND_WRITTEN = """\
# ours
summary = "My words."   # keep
target = { a = "shop.a" }
spec = '''
[claims]
'''

# Once more.
[[renewals]]
until = "9.0.0"

[claims]  # mine
docs = []
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_what_is_missing_is_added_to_a_declaration(tmp_path: Path, newline: str) -> None:
    root = shop(tmp_path)
    path = "shop/experimental/loyalty/preview.toml"
    written = HAND_WRITTEN.replace("\n", newline)
    write(root, {path: written.encode()})
    commit_all(root)
    apply(init(str(root)))
    after = (root / path).read_bytes().decode()
    rest = iter(after.split(newline))
    assert all(line in rest for line in written.split(newline) if line)
    assert after.count("\n") == after.count(newline)
    old, new = tomllib.loads(written), tomllib.loads(after)
    assert {key: new[key] for key in old if key != "claims"} == {
        key: value for key, value in old.items() if key != "claims"
    }
    assert new["claims"]["docs"] == []
    assert f"# Once more.{newline}[[renewals]]" in after
    assert new["claims"]["tables"] == ["loyalty_points"]
    assert (new["title"], new["needs"]) == ("Loyalty points", ["coupons"])
    commit_all(root)
    assert init(str(root)).edits == ()


@pytest.mark.parametrize("written", ["", 'title = "Mine"', "\n# nothing yet\n", "[claims]\n"])
def test_sparse_declarations_are_completed(tmp_path: Path, written: str) -> None:
    root = shop(tmp_path)
    path = "shop/experimental/loyalty/preview.toml"
    write(root, {path: written})
    commit_all(root)
    apply(init(str(root)))
    commit_all(root)
    declaration = parse_declaration((root / path).read_bytes(), path)
    assert declaration.title == ("Mine" if "Mine" in written else "Loyalty points")
    assert declaration.claims.extras == ("loyalty",)
    assert init(str(root)).edits == ()


def test_settings_that_are_there_stay(tmp_path: Path) -> None:
    root = shop(tmp_path)
    write(root, {"coldframe.toml": "# ours\nlabel = 'preview' # word\n[rules]\ndue_soon = 'off'\n"})
    commit_all(root)
    apply(init(str(root)))
    text = (root / "coldframe.toml").read_text()
    assert "# ours\nlabel = 'preview' # word\n" in text
    settings = load_settings(str(root))
    assert (settings.label, settings.preview_trees) == ("preview", ("shop.experimental",))
    assert settings.rules == {"due_soon": "off"}
    assert (root / "pyproject.toml").read_text() == PYPROJECT


def test_setuptools_is_told_to_pack_declarations(tmp_path: Path) -> None:
    root = shop(tmp_path)
    text = PYPROJECT.replace('"hatchling"', '"setuptools"').replace(
        "hatchling.build", "setuptools.build_meta"
    )
    text += '\n[tool.setuptools.packages.find]\ninclude = ["shop*"]\n'
    write(root, {"pyproject.toml": text})
    commit_all(root)
    apply(init(str(root)))
    commit_all(root)
    after = (root / "pyproject.toml").read_text()
    assert tomllib.loads(after)["tool"]["setuptools"]["package-data"]["*"][0] == "preview.toml"
    assert "not_packaged" not in {f.rule for f in judge(open_host(root)).findings}
    assert init(str(root)).edits == ()


def test_without_a_preview_tree_it_says_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, {"shop/__init__.py": ""})
    with pytest.raises(Mistake, match="there is no preview tree here"):
        init(str(tmp_path))


def test_what_only_hands_on_is_not_declared(tmp_path: Path) -> None:
    root = shop(tmp_path)
    write(root, {"shop/stable.py": "class A: ...\n"})
    write(root, {"shop/experimental/gone.py": "from shop.stable import A\n\n__all__ = ['A']\n"})
    commit_all(root)
    plan = init(str(root))
    assert not [edit for edit in plan.edits if "gone" in edit.path]
    assert any("shop.experimental.gone" in note for note in plan.notes)


TRAINER = """\
class KTOConfig:
    \"\"\"Configuration of KTO.\"\"\"

class KTOTrainer:
    \"\"\"Trainer for Kahneman-Tversky Optimization (KTO). It is new.\"\"\"
"""


def test_a_class_speaks_for_a_feature_without_a_docstring(tmp_path: Path) -> None:
    files = {"__init__.py": "from .trainer import KTOTrainer\n", "trainer.py": TRAINER}
    write(tmp_path, {f"shop/experimental/kto/{name}": text for name, text in files.items()})
    write(tmp_path, {"shop/__init__.py": "", "shop/experimental/__init__.py": ""})
    edit = init(str(tmp_path)).edits[-1]
    declaration = parse_declaration(edit.after or b"", edit.path)
    assert declaration.title == "KTO"
    assert declaration.summary == "Trainer for Kahneman-Tversky Optimization (KTO)."


def test_two_trees_do_not_share_a_target(tmp_path: Path) -> None:
    settings = 'preview_trees = ["shop.labs", "shop.preview"]'
    write(
        tmp_path,
        {
            "coldframe.toml": settings,
            "shop/__init__.py": "",
            "shop/labs/loyalty.py": "x = 1\n",
            "shop/preview/loyalty.py": "x = 1\n",
            "tests/test_loyalty.py": "import shop.labs.loyalty\n",
        },
    )
    texts = [(edit.after or b"").decode() for edit in init(str(tmp_path)).edits]
    assert sum('target = "shop.loyalty"' in text for text in texts) == 1
    assert sum("shop.loyalty is that of shop.labs.loyalty" in text for text in texts) == 1


def test_labels_are_no_part_of_a_summary(tmp_path: Path) -> None:
    write(tmp_path, {"shop/__init__.py": "", "shop/experimental/a.py": '"""Counts (beta)."""\n'})
    assert 'summary = "Counts."' in (init(str(tmp_path)).edits[-1].after or b"").decode()


@pytest.mark.parametrize(
    "written",
    [
        "spec = '''\n# text'''\n[claims]\n",
        "claims = { docs = [] }\n",
        "claims.docs = []\n",
        "[ claims ]\ndocs = []\n",
        "\ufefftitle = 'Mine'\n",
    ],
)
def test_odd_declarations_keep_what_they_say(tmp_path: Path, written: str) -> None:
    root = shop(tmp_path)
    path = "shop/experimental/loyalty/preview.toml"
    write(root, {path: written.encode()})
    commit_all(root)
    before = parse_declaration((root / path).read_bytes(), path)
    apply(init(str(root)))
    commit_all(root)
    after = parse_declaration((root / path).read_bytes(), path)
    assert (after.spec, before.title in ("", after.title)) == (before.spec, True)
    assert "claims" not in before.lines or after.claims.docs == ()
    assert init(str(root)).edits == ()
