import sys
from unittest import mock
from unittest.mock import patch

import pytest

from shop.customers import cards as loyalty

POINTS = "shop.customers.cards.points"
BASE = "shop.preview."


@mock.patch("shop.customers.cards.points.Points")
@mock.patch(POINTS + ".Points")
@mock.patch("%s.Points" % POINTS)
@mock.patch(f"{POINTS}.Points")
@mock.patch("{}.Points".format(POINTS))
@mock.patch.object(loyalty.points, "Points")
@patch.dict("shop.customers.cards.points.TABLE", {"loyalty": 1})
@patch.multiple("shop.customers.cards.points", Points=1)
@mock.patch(
    "shop.customers.cards"
    ".points."
    "Points"
)
@mock.patch('shop.customers.cards' + '.points.Points', new="shop.customers.cards")
@mock.patch(BASE + "loyalty.points.Points")
@mock.patch.dict(sys.modules, {"shop.customers.cards.points": None, "shop.customers.cards": None})
def test_points(monkeypatch, *_):
    monkeypatch.setattr("shop.customers.cards.points.Points", 1)
    monkeypatch.setattr(loyalty.points, "Points", 1)
    monkeypatch.delitem(sys.modules, "shop.customers.cards.points")
    sys.modules["shop.customers.cards.points"] = None
    del sys.modules["shop.customers.cards"]
    sys.modules.pop("shop.customers.cards.points", None)
    assert "shop.customers.cards" in sys.modules
    pytest.importorskip("shop.customers.cards.points")
    with pytest.raises(ImportError, match="shop.customers.cards.points"):
        pass
    with pytest.raises(ImportError, match=r"shop\.customers\.cards\.points"):
        pass
    assert loyalty.__name__ == "shop.customers.cards"
    assert repr(loyalty).startswith("<module 'shop.preview.loyalty' from")
