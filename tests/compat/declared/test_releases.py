"""Options and entry points of two releases, as the command compares them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coldframe.cli.main import main

PROJECT = '[project]\nname = "shop"\nversion = "1.0"\n'
POINTS = '[project.entry-points."shop.plugins"]\nbasic = "shop:Basic"\n'
OPTIONS = 'from oslo_config import cfg\nopts = [cfg.IntOpt("size", default=3){more}]\n' + (
    'def register(conf):\n    conf.register_opts(opts, group="store")\n'
)


@pytest.fixture
def releases(tmp_path: Path) -> tuple[str, str]:
    """Two folders: the second has lost an option and an entry point."""
    for name, points, more in (
        ("old", POINTS, ', cfg.StrOpt("engine")'),
        ("new", "", ""),
    ):
        root = tmp_path / name
        (root / "shop").mkdir(parents=True)
        (root / ".git").mkdir()
        (root / "pyproject.toml").write_text(PROJECT + points)
        (root / "shop/__init__.py").write_text("class Basic:\n    pass\n")
        (root / "shop/conf.py").write_text(OPTIONS.replace("{more}", more))
    return str(tmp_path / "old"), str(tmp_path / "new")


def found(capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str, str]]:
    main(["compat", "diff", "--json", *words])
    changes = json.loads(capsys.readouterr().out)["changes"]
    return [(each["surface"], each["rule"], each["subject"]) for each in changes]


GONE = ("options", "option_removed", "store.engine")
LOST = ("entry_points", "entry_point_removed", "shop.plugins:basic")


def test_all_are_compared_or_those_that_are_named(releases, capsys) -> None:
    assert {GONE, LOST} <= set(found(capsys, *releases))
    assert found(capsys, *releases, "--surface", "options") == [GONE]
    assert found(capsys, *releases, "--surface", "entry_points") == [LOST]


def test_a_surface_that_is_none_is_refused(releases, capsys) -> None:
    assert main(["compat", "diff", *releases, "--surface", "color"]) == 2
    assert (
        "There are python, options, commands, entry_points, tables, rest."
        in capsys.readouterr().err
    )


def test_a_snapshot_has_them_and_an_older_one_has_not(releases, tmp_path, capsys) -> None:
    old, new = releases
    stored = tmp_path / "old.json"
    assert main(["compat", "snapshot", old, "-o", str(stored)]) == 0
    assert {GONE, LOST} <= set(found(capsys, str(stored), new))
    assert found(capsys, str(stored), old) == []
    data = json.loads(stored.read_text())
    first = {"coldframe-surface": 1, "release": "", "python": data["python"]}
    stored.write_text(json.dumps(first))
    assert not {GONE, LOST} & set(found(capsys, str(stored), new))
    assert main(["compat", "diff", str(stored), new, "--surface", "options"]) == 2
    assert "has not the surface options" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", PROJECT + '[tool.setuptools]\nscript-files = ["bin/water"]\n'),
        ("setup.cfg", "[files]\nscripts =\n    bin/water\n"),
        ("setup.cfg", "[options]\nscripts = bin/water\n"),
        ("setup.py", 'from setuptools import setup\nsetup(scripts=["bin/water"])\n'),
    ],
)
def test_a_command_may_become_a_file_that_is_installed(name, text, tmp_path, capsys) -> None:
    for side in ("old", "new"):
        root = tmp_path / side
        (root / "shop").mkdir(parents=True)
        (root / ".git").mkdir()
        (root / "shop/__init__.py").write_text("def main():\n    pass\n")
        (root / "pyproject.toml").write_text(PROJECT)
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "pyproject.toml").write_text(PROJECT + '[project.scripts]\nwater = "shop:main"\n')
    (new / name).write_text(text)
    words = (str(old), str(new), "--surface", "entry_points")
    told = ("entry_points", "entry_point_target_kept", "water")
    assert found(capsys, *words) == [told]
    (new / name).write_text(text.replace("bin/water", "bin/fire"))
    assert ("entry_points", "script_removed", "water") in found(capsys, *words)


def test_an_entry_point_may_lose_what_it_loaded_though_its_module_is_there(
    releases, capsys
) -> None:
    old, new = releases
    for name, target in ((old, "shop:Basic"), (new, "shop.more:Basic")):
        points = POINTS.replace("shop:Basic", target)
        Path(name, "pyproject.toml").write_text(PROJECT + points)
    Path(new, "shop/more.py").write_text("class Basic: ...\n")

    def rules() -> list[str]:
        every = found(capsys, old, new)
        return [rule for _, rule, name in every if name == "shop.plugins:basic"]

    assert rules() == ["entry_point_target_kept"]
    Path(new, "shop/__init__.py").write_text("")
    assert rules() == ["entry_point_target_changed"]
    Path(new, "shop/__init__.py").write_text("from shop.more import Basic\n")
    assert rules() == ["entry_point_target_kept"]


def test_an_old_name_works_until_its_time_is_over(tmp_path: Path) -> None:
    from hosts import commit_all, write

    from coldframe.compat.diff import diff

    conf = OPTIONS.replace("{more}", "").replace('"size"', '"{name}"')
    root = tmp_path / "host"
    settings = '[tool.coldframe]\npreview_trees = ["shop.preview"]\n'
    files = {"pyproject.toml": settings, "shop/__init__.py": "", "shop/preview/__init__.py": ""}
    write(root, {**files, "shop/conf.py": conf.replace("{name}", "size")})
    commit_all(root, tag="v1.0.0")
    record = (
        '[[ended]]\nfeature = "bed"\nrelease = "2.0.0"\nending = "promoted"\n'
        'aliases_until = "3.0.0"\n[ended.options]\n"store.size" = "store.width"\n'
    )
    more = {"shop/conf.py": conf.replace("{name}", "width"), "shop/preview/ended.toml": record}
    for version, rule in (("v2.0.0", "option_alias_kept"), ("v3.0.0", "option_removed")):
        write(root, more | {"shop/later.py": f"VERSION = {version!r}\n"})
        commit_all(root, tag=version)
        changes = diff("v1.0.0", version, start=str(root), surfaces=["options"]).changes
        assert [c.rule for c in changes if c.subject == "store.size"] == [rule]
