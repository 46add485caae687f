"""Which features a test belongs to."""

from __future__ import annotations

import pytest
from evidenced import GOLD, LOYALTY, shop

from coldframe.check.host import Host
from coldframe.prove.sources.whose import Whose


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Host:
    return shop(tmp_path_factory.mktemp("shop"))


@pytest.mark.parametrize(
    ("test", "features"),
    [
        ("tests/preview/loyalty/test_points.py::test_points", [LOYALTY]),
        ("tests/preview/loyalty/test_points.py::TestIt::test_points[a::b/c.d]", [LOYALTY]),
        ("tests.preview.loyalty.test_points.TestIt.test_points(MySQL)", [LOYALTY]),
        ("preview/loyalty/test_points.py::test_points", [LOYALTY]),
        ("preview.loyalty.test_points.test_points", [LOYALTY]),
        ("/home/ci/build/tests/preview/loyalty/test_points.py::test_points", [LOYALTY]),
        ("tests\\preview\\loyalty\\test_points.py::test_points", [LOYALTY]),
        ("tests.preview.loyalty.test_gone.TestIt.test_it", [LOYALTY]),
        ("tests.test_wide.test_it", [GOLD, LOYALTY]),
        ("tests.test_till.test_it", []),
        ("elsewhere.test_it.test_it", []),
        ("test_it", []),
        ("", []),
        ("::", []),
        ("...", []),
    ],
)
def test_a_test_belongs_to(host: Host, test: str, features: list[str]) -> None:
    assert [feature.module for feature in Whose(host).test(test)] == features


def test_names_of_features(host: Host) -> None:
    whose = Whose(host)
    for name in ("loyalty", LOYALTY, f"{LOYALTY}.points"):
        found = whose.named(name)
        assert found is not None
        assert found.module == LOYALTY
    assert whose.named("shop.till") is None


def test_paths_of_other_machines(host: Host) -> None:
    whose = Whose(host)
    assert whose.place("/ci/site-packages/shop/preview/gold.py") == "shop/preview/gold.py"
    assert whose.place("/ci/__init__.py") == ""
