"""Each criterion is met by enough facts, and says what is missing by fewer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from evidenced import LOYALTY, fact, judged, shop
from hosts import commit_all, write

from coldframe.check.host import Host
from coldframe.prove.criteria.catalogue import CRITERIA
from coldframe.prove.criteria.criterion import LACKING, MET, NOT_MET, STALE, Judgement
from coldframe.prove.evidence.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "evidence.sqlite")) as opened:
        yield opened


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Host:
    return shop(tmp_path_factory.mktemp("shop"))


def said(judgement: Judgement) -> list[str]:
    return [f"{part.state}: {part.says}" for part in judgement.parts]


def host_with(root: Path, settings: str = "", **files: str) -> Host:
    whole = 'preview_trees = ["shop.preview"]\n' + settings
    return shop(root, **{"coldframe.toml": whole, **files})


def test_each_criterion_is_its_file_and_explains_itself() -> None:
    folder = Path(CRITERIA[0].__file__ or "").parent  # type: ignore[attr-defined]
    others = {"__init__", "case", "catalogue", "criterion"}
    names = [module.CRITERION.name for module in CRITERIA]
    assert sorted(names) == sorted({path.stem for path in folder.glob("*.py")} - others)
    for module in CRITERIA:
        assert module.__doc__
        assert all(len(text) > 20 for text in module.CRITERION[1:])


# reliable


def test_thirty_good_runs_in_a_fortnight_are_reliable(host: Host, store: Store) -> None:
    store.append(fact("tests", "t", day=day % 15 + 1, run=f"r{day}") for day in range(30))
    found = judged(host, store, "reliable")
    assert said(found) == [
        "met: 30 of 30 runs",
        "met: over 14.0 of 14 days",
        "met: 30 of 30 runs passed: at least 0.917 with 0.95 confidence, 0.9 asked for",
        "met: no flake",
    ]
    assert (found.state, found.share, found.todo) == (MET, 1.0, ())


def test_three_good_runs_prove_little(host: Host, store: Store) -> None:
    store.append(fact("tests", "t", day=day) for day in (1, 2, 3))
    found = judged(host, store, "reliable")
    assert said(found)[:3] == [
        f"{LACKING}: 3 of 30 runs",
        f"{LACKING}: over 2.0 of 14 days",
        f"{LACKING}: 3 of 3 runs passed: at least 0.526 with 0.95 confidence, 0.9 asked for",
    ]
    assert found.state == LACKING
    assert found.todo[-1] == (
        "22 more runs without a failure: coldframe prove loyalty --from junit.xml"
    )
    assert 0 < found.share < 1


def test_failures_and_flakes_are_not_met(host: Host, store: Store) -> None:
    store.append(fact("tests", "t", day=day) for day in range(1, 29))
    store.append(
        [
            fact("tests", "t", "failed", day=28, run="again"),
            *(fact("tests", "u", "error", day=day, run=f"bad{day}") for day in range(1, 8)),
        ]
    )
    found = judged(host, store, "reliable")
    assert said(found)[2:] == [
        f"{NOT_MET}: 28 of 36 runs passed: at least 0.647 with 0.95 confidence, 0.9 asked for",
        f"{NOT_MET}: passed and failed at one commit: t",
    ]
    assert found.todo[0] == "repair what failed: run again of 2026-10-28, 1 bad"


def test_results_for_other_code_are_stale(host: Host, store: Store) -> None:
    store.append([fact("tests", "t", digest="older")])
    found = judged(host, store, "reliable")
    assert said(found) == [f"{STALE}: results of tests of 2026-10-01 are about other code than now"]
    assert found.state == STALE


def test_logs_faults_and_coverage_count_where_they_are_there(tmp_path: Path, store: Store) -> None:
    host = host_with(tmp_path / "shop", "[prove]\nreliable = { coverage = 0.8 }\n")
    store.append([fact("log", "log read"), fact("faults", "t"), fact("faults", "u")])
    assert said(judged(host, store, "reliable"))[1:] == [
        "met: no new failure in logs",
        "met: stands 2 injected faults",
        f"{LACKING}: no coverage on record",
    ]
    store.append(
        [
            fact("log", "ab12", "failed"),
            fact("log", "log read", "failed", day=2),
            fact("faults", "t", "error", day=2),
            fact("coverage", "lines", "noted", value=0.5, unit="1"),
        ]
    )
    assert said(judged(host, store, "reliable"))[1:] == [
        f"{NOT_MET}: new failures in a log: ab12",
        f"{NOT_MET}: does not stand injected faults: t",
        f"{NOT_MET}: tests run 50.0% of its lines, 80% asked for",
    ]


# scalable


def figures(
    power: float, variant: str = "on", factor: float = 1.0, unit: str = "s"
) -> list[object]:
    return [
        fact(
            "benchmark", "sell", "noted", value=factor * size**power / 7, unit=unit, size=size,
            variant=variant,
        )
        for size in (10, 100, 1000, 10000)
    ]  # fmt: skip


def test_linear_growth_at_the_same_cost_is_scalable(host: Host, store: Store) -> None:
    store.append([*figures(1), *figures(1, "off", 0.98)])  # type: ignore[list-item]
    found = judged(host, store, "scalable")
    assert said(found) == [
        "met: sell (s): grows as size^1.00 (1.00 to 1.00); n log n is declared",
        "met: sell (s): +2.0% with the feature on (+2.0% to +2.0%); +5.0% is allowed",
    ]
    assert found.met
    assert len(found.facts) == 8


def test_quadratic_growth_at_twice_the_cost_is_not(host: Host, store: Store) -> None:
    store.append([*figures(2), *figures(2, "off", 0.5)])  # type: ignore[list-item]
    assert said(judged(host, store, "scalable")) == [
        f"{NOT_MET}: sell (s): grows as size^2.00 (2.00 to 2.00); n log n is declared",
        f"{NOT_MET}: sell (s): +100.0% with the feature on (+100.0% to +100.0%); +5.0% is allowed",
    ]


def test_too_few_sizes_and_nothing_to_compare_with(host: Host, store: Store) -> None:
    store.append(figures(1)[:2])  # type: ignore[arg-type]
    found = judged(host, store, "scalable")
    assert said(found) == [
        f"{LACKING}: sell (s): measured at 2 of 4 sizes",
        f"{LACKING}: nothing is compared with the feature off",
    ]
    assert "--from benchmark.json" in found.todo[0]


def test_the_same_queries_at_every_size_do_not_grow(host: Host, store: Store) -> None:
    same = figures(0, unit="queries") + figures(0, "off", unit="queries")
    store.append(same)  # type: ignore[arg-type]
    assert [part.state for part in judged(host, store, "scalable").parts] == [MET, MET]


# usable

DOCUMENTED = {
    "docs/loyalty.md": "# Loyalty\n\nCall `Points.add` on a `Points`, or `spend`.\n",
    "shop/preview/loyalty/__init__.py": (
        "from shop.preview.loyalty.points import Points\n\n\ndef spend(points): ...\n"
    ),
    "shop/preview/loyalty/points.py": "class Points:\n    def add(self, total): ...\n",
}


def test_what_is_named_on_its_page_is_usable(tmp_path: Path, store: Store) -> None:
    host = host_with(tmp_path / "shop", **DOCUMENTED)
    assert said(judged(host, store, "usable")) == [
        f"{NOT_MET}: 2 of 3 things it shows are documented",
        "met: help says preview",
    ]
    page = DOCUMENTED["docs/loyalty.md"] + "\n    >>> 1\n    1\n\nTo take some: `add`.\n"
    host = host_with(tmp_path / "again", **{**DOCUMENTED, "docs/loyalty.md": page})
    found = judged(host, store, "usable")
    assert said(found) == [
        "met: 3 of 3 things it shows are documented",
        f"{LACKING}: no runs of the examples in docs/loyalty.md on record",
        "met: help says preview",
    ]
    assert found.todo == ("coldframe prove loyalty --examples",)
    store.append([fact("docs_examples", "docs/loyalty.md:5")])
    assert judged(host, store, "usable").met
    store.append([fact("docs_examples", "docs/loyalty.md:5", "failed", day=2)])
    assert said(judged(host, store, "usable"))[1] == (
        f"{NOT_MET}: 1 of 1 examples on its pages do not run: docs/loyalty.md:5"
    )


def test_errors_that_say_nothing_are_named(tmp_path: Path, store: Store) -> None:
    code = "def a():\n    raise ValueError\ndef b():\n    raise TypeError('')\ndef c():\n    raise ValueError('no')\n"
    host = host_with(tmp_path / "shop", **{"shop/preview/loyalty/points.py": code})
    assert said(judged(host, store, "usable"))[-1] == (
        f"{NOT_MET}: errors that say nothing: shop/preview/loyalty/points.py:2,"
        " shop/preview/loyalty/points.py:4"
    )


# reversible


def test_three_walks_that_keep_all_are_reversible(host: Host, store: Store) -> None:
    store.append(fact("migrations", f"SQLite 3, previews {mode}") for mode in ("on", "off"))
    assert said(judged(host, store, "reversible")) == [
        f"{LACKING}: SQLite 3: not tried with previews on/off/on",
        f"{LACKING}: proven on 0 of 1 kinds of database",
    ]
    store.append([fact("migrations", "SQLite 3, previews on/off/on")])
    assert said(judged(host, store, "reversible")) == [
        "met: SQLite 3: stable data is kept, on and off and on again"
    ]
    store.append([fact("migrations", "SQLite 3, previews on", "failed", day=2)])
    assert said(judged(host, store, "reversible"))[0] == (
        f"{NOT_MET}: SQLite 3: stable data is not kept with previews on"
    )


def test_without_tables_there_is_nothing_to_lose(host: Host, store: Store) -> None:
    assert said(judged(host, store, "reversible", "shop.preview.gold")) == ["met: it has no tables"]
    assert judged(host, store, "reversible").state == LACKING


# kept_apart


def test_what_check_says_decides(tmp_path: Path, store: Store) -> None:
    stable = "from shop.preview.loyalty import points\n"
    host = host_with(tmp_path / "shop", **{"shop/till.py": stable})
    found = judged(host, store, "kept_apart")
    assert said(found)[0].startswith(f"{NOT_MET}: stable_imports_preview at shop/till.py:1")


def test_absence_counts_where_it_is_recorded_or_asked_for(tmp_path: Path, store: Store) -> None:
    declared = 'title = "Loyalty"\nsummary = "Points."\nspec = "spec.md"\nsince = "1.0"\nowners = ["ada"]\n'
    more = {"shop/preview/loyalty/preview.toml": declared, "spec.md": "yes", "docs/loyalty.md": "L"}
    host = host_with(tmp_path / "shop", "[prove]\nkept_apart = { absent = true }\n", **more)
    assert said(judged(host, store, "kept_apart"))[-1] == (
        f"{LACKING}: no trials of the host without it on record"
    )
    store.append([fact("absent", "imports"), fact("absent", "tests")])
    assert said(judged(host, store, "kept_apart"))[-1] == "met: the host works without it"
    store.append([fact("absent", "tests", "failed", day=2)])
    assert said(judged(host, store, "kept_apart"))[-1] == (
        f"{NOT_MET}: the host fails without it: tests"
    )


# compatible


def test_what_was_released_must_stay(tmp_path: Path, store: Store) -> None:
    root = tmp_path / "shop"
    old = "def points(total, rate=10, **more): ...\ndef gone(): ...\nclass Card:\n    def pay(self, sum): ...\n"
    where = "shop/preview/loyalty/__init__.py"
    host = host_with(root, **{where: old})
    commit_all(root)
    assert said(judged(host, store, "compatible")) == [
        f"{LACKING}: no release with a tag has it, so there is nothing to compare with"
    ]
    commit_all(root, tag="1.0.0")
    new = "def points(total, *, rate): ...\nclass Card:\n    def pay(self, sum, when=0): ...\ndef fresh(): ...\n"
    host = host_with(root, **{where: new})
    assert said(judged(host, store, "compatible")) == [
        f"{NOT_MET}: since 1.0.0: name {LOYALTY}.points takes no **,"
        f" name {LOYALTY}.points needs rate, name {LOYALTY}.gone is gone"
    ]
    host = host_with(root, **{where: f"{old}def fresh(): ...\n"})
    assert said(judged(host, store, "compatible")) == [
        "met: nothing public has changed since 1.0.0"
    ]


# accepted


def test_people_count_where_they_are_asked_for(tmp_path: Path, store: Store) -> None:
    root = tmp_path / "shop"
    settings = "[prove]\naccepted = { reviews = 2, approvals = 1, adopters = 1 }\n"
    host_with(root, settings)
    commit_all(
        root, "Points\n\nReviewed-by: Bob <bob@example.org>\nApproved-by: Cy <cy@example.org>"
    )
    host = host_with(root, settings)
    assert said(judged(host, store, "accepted")) == [
        f"{LACKING}: 1 of 2 reviews",
        "met: 1 of 1 approvals",
        f"{LACKING}: 0 of 1 adopters",
    ]
    store.append(
        [
            fact("review", "review by dan", detail='{"label": "review", "who": "dan"}'),
            fact("adoption", "Corner Shop", "noted", digest="older"),
        ]
    )
    assert judged(host, store, "accepted").met
    store.append([fact("review", "review by eve", "failed", detail="{")])
    assert said(judged(host, store, "accepted"))[0] == f"{NOT_MET}: against it: review by eve"


def test_what_is_off_or_not_asked_for_does_not_count(tmp_path: Path, store: Store) -> None:
    from evidenced import feature_of

    from coldframe.prove.evidence.digest import Digest
    from coldframe.prove.verdict import verdict

    write(tmp_path, {})
    host = host_with(tmp_path / "shop", '[prove]\noff = ["scalable", "reliable"]\n')
    found = verdict(host, feature_of(host), store, Digest("d"))
    names = [judgement.criterion for judgement in found.judgements]
    assert names == ["usable", "reversible", "kept_apart", "compatible"]
    assert not found.proven
    assert 0 < found.share < 1
