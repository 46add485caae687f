"""An extra holds what only the feature needs, in ranges that the host can meet."""

from __future__ import annotations

from pathlib import Path

from hosts import write

from coldframe.resolve.metadata.extras import Extra, extras, with_extra, without_extra
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.source.worktree import WorkTree

PBR = """\
[build-system]
build-backend = "pbr.build"

[project]
name = "shop"
dynamic = ["version", "dependencies"]

[project.optional-dependencies]
cards = [
  'plastic>=1', # MIT
]

[tool.ruff]
"""


def added(root: Path, name: str, *requirements: str) -> tuple[Extra, str]:
    """The result and the text of the file; without it, every byte must be as before."""
    tree = WorkTree(str(root))
    extra = with_extra(tree, name, requirements)
    (edit,) = extra.edits
    after = PlannedTree(tree, extra.edits)
    if name.lower() not in extras(tree):
        (back,) = without_extra(after, name)
        assert back.after == edit.before
    return extra, (edit.after or b"").decode()


def test_what_the_host_requires_anyway_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PBR, "requirements.txt": "# ours\npaper>=2 # MIT\nink>=1\n"})
    extra, text = added(tmp_path, "fw", "Paper>=1", "ink>=3", "# a comment", "", "shop>=9", "glue")
    assert text == PBR.replace("# MIT\n]\n", "# MIT\n]\nfw = [\n  'ink>=3',\n  'glue',\n]\n")
    assert extra.met == ("Paper>=1: requirements.txt:2 requires paper>=2 anyway.",)
    assert extra.notes == (
        "ink>=3: requirements.txt:3 has ink>=1; together this is ink>=3.",
        "shop>=9: this is the host itself, so no extra needs it.",
    )
    assert extra.refusals == () == extra.left


def test_ranges_that_do_not_meet_are_refused_with_both_lines(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PBR, "requirements.txt": "paper>=2\n"})
    extra = with_extra(WorkTree(str(tmp_path)), "cards", ["paper<2  # MIT", "plastic<1"])
    assert extra.edits == ()
    assert [refusal.why for refusal in extra.refusals] == [
        "paper<2 is needed, but requirements.txt:1 has paper>=2: no version is in both ranges",
        "plastic<1 is needed, but the extra cards of the host has plastic>=1: no version is in both ranges",
    ]


def test_a_requirement_under_another_marker_is_another_requirement(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PBR, "requirements.txt": "paper>=2; os_name == 'nt'\n"})
    extra, text = added(tmp_path, "fw", "paper<2; os_name != 'nt'")
    assert "\"paper<2; os_name != 'nt'\"" in text
    assert extra.refusals == ()


def test_an_extra_that_is_there_is_narrowed_and_grows(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PBR})
    _, text = added(tmp_path, "Cards", "plastic<3", "chips")
    assert text == PBR.replace("'plastic>=1', # MIT\n", "'plastic>=1,<3', # MIT\n  'chips',\n")


def test_the_first_extra_of_a_project_gets_its_table(tmp_path: Path) -> None:
    text = '[project]\r\nname = "shop"\r\n\r\n[tool.ruff]\r\n'
    write(tmp_path, {"pyproject.toml": text})
    _, after = added(tmp_path, "fw", "a>=1", 'b; python_version < "4"')
    new = '\n[project.optional-dependencies]\nfw = [\n    "a>=1",\n    \'b; python_version < "4"\',\n]\n'
    assert after == text.replace("\r\n[tool", new.replace("\n", "\r\n") + "\r\n[tool")


def test_setup_cfg_is_written_as_its_builder_reads_it(tmp_path: Path) -> None:
    cfg = "[metadata]\nname = shop\n\n[options]\ninstall_requires =\n  paper>=2\n"
    write(tmp_path, {"setup.cfg": cfg})
    _, text = added(tmp_path, "fw", "paper", "ink; os_name == 'nt'")
    assert text == cfg + "\n[options.extras_require]\nfw =\n    ink; os_name == 'nt'\n"
    cfg = "[metadata]\nname = shop\n[extras]\ncards =\n  plastic:os_name == 'nt'\n"
    write(
        tmp_path, {"setup.cfg": cfg, "setup.py": "from setuptools import setup\nsetup(pbr=True)\n"}
    )
    _, text = added(tmp_path, "fw", "ink;os_name=='nt'", "paper")
    assert text == cfg + "fw =\n  ink:os_name=='nt'\n  paper\n"
    assert extras(WorkTree(str(tmp_path))) == {"cards": ("plastic;os_name == 'nt'",)}


def test_where_extras_cannot_be_written_they_are_listed(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[tool.poetry]\nname = "shop"\n'})
    extra = with_extra(WorkTree(str(tmp_path)), "fw", ["ink>=1"])
    assert extra.edits == ()
    assert [(left.path, left.text) for left in extra.left] == [("pyproject.toml", "ink>=1")]


def test_what_the_host_speaks_against_is_reported(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": PBR.replace(
                "[tool.ruff]",
                '[tool.ruff.lint.flake8-tidy-imports.banned-api]\n"green_let.patch".msg = "no"\n'
                '[[tool.importlinter.contracts]]\ntype = "forbidden"\nforbidden_modules = ["ink"]',
            ),
            "tox.ini": "[flake8]\nbanned-modules =\n  glue = not here\n",
            "lower-constraints.txt": "paper==1.0\nink==1.0\n",
            "shop/hacking/checks.py": 'import re\nA = re.compile(r"import soap\\b")\n',
        },
    )
    wanted = ["green-let", "ink>=1", "glue", "paper>=2", "soap", "water"]
    left = with_extra(WorkTree(str(tmp_path)), "fw", wanted).left
    assert [(one.path, one.line, one.why) for one in left] == [
        ("pyproject.toml", 14, "green-let is needed, but ruff's banned-api bans green_let.patch"),
        ("pyproject.toml", 17, "ink>=1 is needed, but a contract of import-linter bans ink"),
        ("tox.ini", 3, "glue is needed, but flake8's banned-modules bans glue"),
        ("lower-constraints.txt", 1, "paper>=2 does not allow this version"),
        (
            "shop/hacking/checks.py",
            2,
            "soap is needed; look whether this check of the host's bans it",
        ),
    ]
