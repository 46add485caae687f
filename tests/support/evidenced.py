"""A shop with two preview features and tests of them, for what is recorded about features."""

from __future__ import annotations

from pathlib import Path

from hosts import open_host, write

from coldframe.check.host import Host
from coldframe.declare.feature import Feature
from coldframe.prove.criteria.criterion import Judgement
from coldframe.prove.evidence.digest import Digest
from coldframe.prove.evidence.fact import Fact, checked
from coldframe.prove.evidence.store import Store
from coldframe.prove.sources.catalogue import source_for
from coldframe.prove.sources.packed import unpacked
from coldframe.prove.sources.plugins import sources
from coldframe.prove.sources.source import Given
from coldframe.prove.verdict import verdict

LOYALTY, GOLD = "shop.preview.loyalty", "shop.preview.gold"
FILES = {
    "coldframe.toml": 'preview_trees = ["shop.preview"]\n',
    "shop/__init__.py": "",
    "shop/till.py": "def total(prices): return sum(prices)\n",
    "shop/preview/__init__.py": "",
    "shop/preview/gold.py": "def shine(): return 1\n",
    "shop/preview/loyalty/__init__.py": "",
    "shop/preview/loyalty/points.py": "def points(total): return total // 10\n",
    "shop/preview/loyalty/preview.toml": 'title = "Loyalty"\n[claims]\ntables = ["loyalty_*"]\n',
    "tests/preview/loyalty/test_points.py": "def test_points(): ...\n",
    "tests/test_wide.py": "from shop.preview import gold\nimport shop.preview.loyalty.points\n",
    "tests/test_till.py": "import shop.till\n",
}


def shop(root: Path, **more: str) -> Host:
    """The shop in ``root``, without git; ``more`` are files by path."""
    write(root, {**FILES, **more})
    return open_host(root)


def facts_in(host: Host, data: bytes, form: str = "", name: str = "") -> list[Fact]:
    """The facts in one input, each such as the store takes it; ``name`` is a feature."""
    data = unpacked("given", data)
    features = tuple(feature for feature in host.features if name in ("", feature.name))
    given = Given("given", data, host, features, {}, "run")
    source = source_for("given", data, form, sources(host.settings))
    return [checked(fact) for fact in source.read(given)]


def feature_of(host: Host, module: str = LOYALTY) -> Feature:
    """One feature of the shop."""
    return next(feature for feature in host.features if feature.module == module)


def judged(host: Host, store: Store, criterion: str, module: str = LOYALTY) -> Judgement:
    """What one criterion says of a feature whose code has the digest ``d``."""
    found = verdict(host, feature_of(host, module), store, Digest("d"))
    return next(one for one in found.judgements if one.criterion == criterion)


def fact(kind: str, subject: str, outcome: str = "passed", day: int = 1, **more: object) -> Fact:
    """A fact about the loyalty feature, whose code has the digest ``d``."""
    given = {"digest": "d", "commit": f"c{day}", "run": f"r{day}", **more}
    time = f"2026-10-{day:02}T10:00:00Z"
    return Fact(LOYALTY, kind, subject, outcome, time=time, **given)  # type: ignore[arg-type]
