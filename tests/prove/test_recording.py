"""Files are recorded all or none, once, and for the code that they tried."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from evidenced import GOLD, LOYALTY, shop
from hosts import commit_all, git

from coldframe.check.discovery import open_host
from coldframe.check.host import Host
from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.digest import digest
from coldframe.prove.evidence.store import Store
from coldframe.prove.recording import Recorded, record

JUNIT = """<testsuite timestamp="2026-10-01T10:00:00"><testcase classname="{0}" name="a"/>
<testcase classname="{0}" name="b"><failure message="no"/></testcase></testsuite>"""
OF_BOTH = JUNIT.format("tests.test_wide")
OF_LOYALTY = JUNIT.format("tests.preview.loyalty.test_points")
OF_NONE = JUNIT.format("tests.test_till")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A shop that is committed."""
    shop(tmp_path / "shop")
    commit_all(tmp_path / "shop")
    return open_host(str(tmp_path / "shop"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "s.sqlite"))


def recorded(host: Host, store: Store, *files: str | bytes, **more: str) -> list[Recorded]:
    """What became of files with these contents."""
    folder = Path(store.shown).parent
    names = []
    for number, content in enumerate(files):
        file = folder / f"{number}.xml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        names.append(str(file))
    features = [f for f in host.features if f.module == more.get("module", f.module)]
    more.pop("module", None)
    return record(host, store, names, features, **more)  # type: ignore[arg-type]


def test_every_feature_gets_its_facts_with_commit_digest_run_and_time(
    host: Host, store: Store
) -> None:
    one, two = recorded(host, store, OF_BOTH, gzip.compress(OF_LOYALTY.encode()), run="7")
    assert one.counts == {f: {"passed": 1, "failed": 1} for f in (GOLD, LOYALTY)}
    assert (two.counts, two.run, two.source) == (
        {LOYALTY: {"passed": 1, "failed": 1}},
        "7",
        "junit",
    )
    head = git(Path(host.tree.root), "rev-parse", "HEAD").strip()
    for feature in host.features:
        state = digest(host, feature).value
        (run,) = store.runs(feature.module, "tests", state)
        assert run[:3] == ("7", "2026-10-01T10:00:00Z", head)
    (newest, *_) = store.facts(LOYALTY)
    assert newest.fact.source.startswith("1.xml sha256:")


def test_only_the_named_feature(host: Host, store: Store) -> None:
    (one,) = recorded(host, store, OF_BOTH, module=GOLD)
    assert set(one.counts) == {GOLD}
    assert list(store.facts(LOYALTY)) == []


def test_a_file_counts_once_under_any_name(host: Host, store: Store) -> None:
    recorded(host, store, OF_BOTH, module=GOLD)
    (again,) = recorded(host, store, OF_BOTH)
    assert (set(again.counts), again.already) == ({LOYALTY}, (GOLD,))
    one, two = recorded(host, store, OF_LOYALTY, OF_LOYALTY)
    assert (set(one.counts), two.already) == ({LOYALTY}, (LOYALTY,))
    assert len(list(store.facts(LOYALTY))) == 4


def test_results_for_other_code_are_refused(host: Host, store: Store) -> None:
    recorded(host, store, OF_LOYALTY)
    points = Path(host.tree.root) / "shop/preview/loyalty/points.py"
    points.write_text("def points(total): return 0\n")
    changed = open_host(host.tree.root)
    with pytest.raises(Mistake, match=r"0.xml: this JUnit XML was recorded .* other code than now"):
        recorded(changed, store, OF_LOYALTY)
    (same,) = recorded(changed, store, OF_LOYALTY, commit="HEAD")
    assert same.already == (LOYALTY,)


def test_old_results_are_of_their_commit_and_time(host: Host, store: Store) -> None:
    untimed = OF_LOYALTY.replace(' timestamp="2026-10-01T10:00:00"', "")
    root = Path(host.tree.root)
    (root / "shop/preview/loyalty/points.py").write_text("def points(total): return 0\n")
    commit_all(root, "Less")
    now = open_host(str(root))
    recorded(now, store, untimed, commit="HEAD~1", at="2025-02-03")
    (newest, *_) = store.facts(LOYALTY)
    feature = next(f for f in now.features if f.module == LOYALTY)
    assert newest.fact.time == "2025-02-03T00:00:00Z"
    assert newest.fact.commit == git(root, "rev-parse", "HEAD~1").strip()
    assert newest.fact.digest == digest(now, feature, "HEAD~1").value != digest(now, feature).value


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ((OF_NONE,), "0.xml: nothing in there is about any feature"),
        ((OF_BOTH, "<testsuite><testcase"), "1.xml"),
        ((OF_BOTH, "a shopping list"), "1.xml is nothing that is known as evidence"),
        ((OF_BOTH, OF_BOTH.replace("2026-", "2126-")), "which is to come"),
    ],
)
def test_all_or_none(host: Host, store: Store, contents: tuple[str, ...], words: str) -> None:
    with pytest.raises(Mistake, match=words):
        recorded(host, store, *contents)
    assert not store.exists


def test_a_file_without_anything_beside_one_with_something(host: Host, store: Store) -> None:
    one, two = recorded(host, store, OF_NONE, OF_LOYALTY)
    assert (one.counts, set(two.counts)) == ({}, {LOYALTY})


def test_code_that_was_not_there(host: Host, store: Store) -> None:
    root = Path(host.tree.root)
    git(root, "checkout", "-q", "--orphan", "empty")
    git(root, "rm", "-q", "-r", "--cached", "shop")
    git(root, "commit", "-q", "-m", "Empty")
    with pytest.raises(Mistake, match=r"loyalty has no code in [0-9a-f]{12} "):
        recorded(open_host(str(root)), store, OF_LOYALTY, commit="HEAD")
    assert not store.exists
