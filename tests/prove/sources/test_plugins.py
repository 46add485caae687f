"""Sources from other distributions: really installed ones, found by their metadata."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from evidenced import LOYALTY, facts_in, shop
from hosts import write

from coldframe.declare.mistake import Mistake

SOURCE = '''"""Votes of the gardeners."""

from coldframe.prove.evidence.fact import PASSED
from coldframe.prove.sources.source import Source

SOURCE = Source("{name}", "votes of the gardeners")


def recognises(head, name):
    return head.startswith(b"votes:")


def read(given):
    for line in given.text().splitlines()[1:]:
        feature = given.whose.named(line)
        if feature is None:
            raise given.mistake(f"{{line}} is no feature", "Name one.", line=2)
        yield given.fact(feature, "votes", "vote", PASSED)
'''


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed distributions, on ``sys.path`` for this test only."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    for name in [name for name in sys.modules if name.startswith("garden_")]:
        del sys.modules[name]


def install(site: Path, entry_points: str, **modules: str) -> None:
    """Put a distribution there, as an installer leaves it."""
    info = "garden_votes-1.0.dist-info"
    write(
        site,
        {
            f"{info}/METADATA": "Metadata-Version: 2.1\nName: garden-votes\nVersion: 1.0\n",
            f"{info}/entry_points.txt": f"[coldframe.evidence]\n{entry_points}\n",
            **{f"{name}.py": text for name, text in modules.items()},
        },
    )


def read(root: Path, data: bytes, form: str = "") -> list[str]:
    settings = 'preview_trees = ["shop.preview"]\nplugins = ["garden-votes"]\n'
    host = shop(root, **{"coldframe.toml": settings})
    return [f"{fact.kind} of {fact.feature}" for fact in facts_in(host, data, form)]


def test_a_source_of_a_plugin_reads_its_own_form(site: Path, tmp_path: Path) -> None:
    install(site, "votes = garden_votes", garden_votes=SOURCE.format(name="votes"))
    assert read(tmp_path, b"votes:\nloyalty\n") == [f"votes of {LOYALTY}"]
    assert read(tmp_path, b"\nloyalty\n", "votes") == [f"votes of {LOYALTY}"]
    with pytest.raises(Mistake, match="silver is no feature") as caught:
        read(tmp_path, b"votes:\nsilver\n")
    assert (caught.value.path, caught.value.line) == ("given", 2)
    assert read(tmp_path, b"<testsuite></testsuite>") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (SOURCE.format(name="junit"), "the source junit exists already, in Coldframe"),
        (SOURCE.format(name="Votes of all"), "a name is one snake_case word"),
        (SOURCE.format(name="votes").replace("def read", "def reed"), "which has no read"),
        ("SOURCE = 3\n", "has no SOURCE record"),
        ("1 / 0\n", "cannot be loaded: ZeroDivisionError"),
    ],
)
def test_a_source_that_cannot_be_used_is_named(
    site: Path, tmp_path: Path, text: str, what: str
) -> None:
    install(site, "votes = garden_votes", garden_votes=text)
    with pytest.raises(Mistake) as caught:
        read(tmp_path, b"votes:\n")
    assert what in caught.value.what
    assert "garden-votes" in caught.value.what
    assert caught.value.line == 2


def test_a_source_that_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="'garden-votes' is not installed"):
        read(tmp_path, b"votes:\n")
