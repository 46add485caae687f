"""Rules from other distributions: really installed ones, found by their metadata."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from gardens import garden, places
from hosts import commit_all, write

from coldframe.check.run import check
from coldframe.declare.mistake import Mistake

RULE = '''"""A feature's module says TODO.

Notes to oneself belong into the tracker.
"""

from coldframe.check.rule import Rule

RULE = Rule(
    name="{name}",
    family="garden",
    why="Nobody reads them.",
    hint="Write an issue.",
)


def check(host):
    for path in host.tree.search(["TODO"]):
        for number, line in enumerate(host.tree.read(path).splitlines(), 1):
            if b"TODO" in line and host.feature_of(path):
                yield RULE.at(path, number, "says TODO")
'''


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed distributions, on ``sys.path`` for this test only."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and str(folder) in str(
            sys.modules[name].__file__
        ):
            del sys.modules[name]


def install(site: Path, distribution: str, entry_points: str, **modules: str) -> None:
    """Put a distribution there, as an installer leaves it."""
    info = f"{distribution.replace('-', '_')}-1.0.dist-info"
    write(
        site,
        {
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n",
            f"{info}/entry_points.txt": f"[coldframe.rules]\n{entry_points}\n",
            **{f"{name}.py": text for name, text in modules.items()},
        },
    )


def host(root: Path, *plugins: str, settings: str = "") -> str:
    """A host that names these plugins, and has a note to itself."""
    garden(
        root / "host",
        f"plugins = {list(plugins)!r}\n{settings}",
        **{"garden/preview/watering/__init__.py": "class Schedule: ...\n# TODO: rain\n"},
    )
    return str(root / "host")


def test_rule_module_runs_like_a_built_in_one(site: Path, tmp_path: Path) -> None:
    install(site, "garden-rules", "todo = garden_todo", garden_todo=RULE.format(name="todo"))
    outcome = check(host(tmp_path, "garden-rules"))
    assert places(outcome)[-1] == "todo garden/preview/watering/__init__.py:2"
    assert outcome.findings[-1].hint == "Write an issue."
    assert outcome.rules[-1].name == "todo"
    alone = check(str(tmp_path / "host"), rules=["todo"])
    assert places(alone) == ["todo garden/preview/watering/__init__.py:2"]


def test_settings_and_exceptions_know_its_rules(site: Path, tmp_path: Path) -> None:
    install(site, "garden-rules", "todo = garden_todo", garden_todo=RULE.format(name="todo"))
    root = host(tmp_path, "garden-rules", settings='[rules]\ntodo = "warn"\n')
    assert check(root, rules=["todo"]).findings[0].severity == "warn"
    root = host(
        tmp_path / "b",
        "garden-rules",
        settings="[[exceptions]]\nrule = 'todo'\nplace = 'garden/**'\nreason = 'Later.'\n",
    )
    assert check(root, rules=["todo", "idle_exception"]).findings == ()


def test_function_may_return_several_rules(site: Path, tmp_path: Path) -> None:
    install(
        site,
        "garden-rules",
        "all = garden_all:rules",
        garden_all="import one_rule, two_rule\n"
        "def rules():\n    return {'two': two_rule, 'one': one_rule}\n",
        one_rule=RULE.format(name="one"),
        two_rule=RULE.format(name="two"),
    )
    outcome = check(host(tmp_path, "garden-rules"))
    assert [rule.name for rule in outcome.rules[-2:]] == ["one", "two"]


def test_installed_but_unnamed_plugin_is_not_loaded(site: Path, tmp_path: Path) -> None:
    install(site, "garden-rules", "todo = garden_bang", garden_bang="raise SystemError")
    check(host(tmp_path))
    assert "garden_bang" not in sys.modules


@pytest.mark.parametrize(
    ("entry_points", "module", "what"),
    [
        ("x = no_such_module", "", "cannot be loaded: ModuleNotFoundError"),
        ("x = plug", "1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("x = plug:none", "", "cannot be loaded: AttributeError"),
        ("x = plug:rules", "def rules(): raise OSError('gone')", "OSError: gone"),
        ("x = plug", "", "x has no RULE record"),
        ("x = plug", "RULE = 'x'", "x has no RULE record"),
        ("x = plug", RULE.format(name="Not-Snake"), "snake_case"),
        ("x = plug", RULE.format(name="todo").partition("def check")[0], "has no check(host)"),
        ("x = plug", RULE.format(name="overdue"), "the rule overdue exists already, in Coldframe"),
        (
            "x = plug:rules",
            RULE.format(name="todo") + "def rules():\n    import plug\n    return {'y': plug}\n",
            "'todo' is brought in as 'y'",
        ),
        ("x = plug\ny = plug", RULE.format(name="todo"), "two of its entry points"),
    ],
)
def test_broken_plugin_is_a_clear_mistake(
    entry_points: str, module: str, what: str, site: Path, tmp_path: Path
) -> None:
    install(site, "garden-rules", entry_points, plug=module)
    with pytest.raises(Mistake) as told:
        check(host(tmp_path, "garden-rules"))
    assert what in told.value.what and "garden-rules" in told.value.what
    assert (told.value.path, told.value.line) == ("coldframe.toml", 2)
    assert told.value.remedy


def test_rule_that_fails_is_the_plugins_fault(site: Path, tmp_path: Path) -> None:
    broken = RULE.format(name="todo").replace('yield RULE.at(path, number, "says TODO")', "1 / 0")
    install(site, "garden-rules", "todo = garden_todo", garden_todo=broken)
    with pytest.raises(Mistake, match="todo, from a plugin, failed: ZeroDivisionError") as told:
        check(host(tmp_path, "garden-rules"))
    assert 'todo = "off"' in told.value.remedy


def test_two_plugins_with_one_name_clash(site: Path, tmp_path: Path) -> None:
    install(site, "garden-rules", "todo = garden_todo", garden_todo=RULE.format(name="todo"))
    install(site, "other-rules", "todo = other_todo", other_todo=RULE.format(name="todo"))
    with pytest.raises(Mistake, match="todo exists already, in garden-rules"):
        check(host(tmp_path, "garden-rules", "other-rules"))


def test_plugin_that_is_not_installed_or_has_no_rules(site: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="no-such-rules") as told:
        check(host(tmp_path, "no-such-rules"))
    assert "pip install no-such-rules" in told.value.remedy
    with pytest.raises(Mistake, match="has no entry point in the groups"):
        check(host(tmp_path / "b", "pytest"))


def test_metadata_is_read_only_for_those_who_have_plugins(tmp_path: Path) -> None:
    root = garden(tmp_path)
    commit_all(root)
    code = (
        "import sys; from coldframe.check.run import check; check(sys.argv[1]);"
        "print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(root)], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


def test_example_in_the_docs_works_as_an_installed_distribution(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text(encoding="utf-8")
    project = page.split("```toml\n# pyproject.toml\n")[1].split("```")[0]
    rule = page.split("```python\n")[1].split("```")[0]
    source = write(
        tmp_path / "source",
        {
            "pyproject.toml": project + '[build-system]\nrequires = ["hatchling"]\n'
            'build-backend = "hatchling.build"\n'
            '[tool.hatch.build.targets.wheel]\npackages = ["garden_rules"]\n',
            "garden_rules/__init__.py": "",
            "garden_rules/todo_in_preview.py": rule,
        },
    )
    hatchling = pytest.importorskip("hatchling.build")
    here = os.getcwd()
    os.chdir(source)
    try:
        wheel = hatchling.build_wheel(str(tmp_path))
    finally:
        os.chdir(here)
    with zipfile.ZipFile(tmp_path / wheel) as archive:
        archive.extractall(site)
    root = host(tmp_path, "garden-coldframe-rules")
    outcome = check(root, rules=["todo_in_preview"])
    assert [finding.message for finding in outcome.findings] == ["watering says TODO"]
    from coldframe.cli import main

    assert main(["explain", "todo_in_preview", "--path", root]) == 0
    assert "A note to oneself is lost when the feature ends; an issue is not." in (
        capsys.readouterr().out
    )
