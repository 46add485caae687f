"""Adapters of plugins are used only if the settings name their distribution."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import Settings
from coldframe.resolve.adapters.known import BUILT_IN, adapters_for
from coldframe.source.worktree import WorkTree

ADAPTER = """\
class Garden:
    name = "garden"

    def fits(self, tree):
        return tree.exists("garden.cfg")

    def own_modules(self, host, package, project, adopted):
        return {}

    def ties(self, relocation):
        raise NotImplementedError

    def untied(self, tree, preview):
        return ()
"""


def install(site: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    info = "garden_adapter-1.0.dist-info"
    write(
        site,
        {
            "garden_adapter.py": code,
            f"{info}/METADATA": "Metadata-Version: 2.1\nName: garden-adapter\nVersion: 1.0\n",
            f"{info}/entry_points.txt": "[coldframe.adapters]\ngarden = garden_adapter:Garden\n",
        },
    )
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(__import__("sys").modules, "garden_adapter", raising=False)


def test_an_adapter_of_a_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "site", monkeypatch, ADAPTER)
    tree = WorkTree(str(write(tmp_path / "host", {"garden.cfg": ""})))
    assert adapters_for(tree, Settings()) == ()
    (found,) = adapters_for(tree, Settings(plugins=("garden-adapter",)))
    assert found.name == "garden"
    other = WorkTree(str(write(tmp_path / "other", {"shop.cfg": ""})))
    assert adapters_for(other, Settings(plugins=("garden-adapter",))) == ()


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (ADAPTER.replace("ties", "tie"), "is no adapter: it has no ties"),
        ("import nothing_of_that_name\n", "cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_an_adapter_that_is_none(
    code: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site", monkeypatch, code)
    tree = WorkTree(str(write(tmp_path / "host", {"garden.cfg": ""})))
    with pytest.raises(Mistake, match=what):
        adapters_for(tree, Settings(plugins=("garden-adapter",)))
    with pytest.raises(Mistake, match="no-such-thing' is not installed"):
        adapters_for(tree, Settings(plugins=("no-such-thing",)))


def test_built_in_adapters_have_all_that_plugins_must_have() -> None:
    for adapter in BUILT_IN:
        assert adapter.name
        assert callable(adapter.fits) and callable(adapter.own_modules)
        assert callable(adapter.ties) and callable(adapter.untied)
