import sys
from unittest import mock
from unittest.mock import patch

import pytest

from shop.preview import loyalty

POINTS = "shop.preview.loyalty.points"
BASE = "shop.preview."


@mock.patch("shop.preview.loyalty.points.Points")
@mock.patch(POINTS + ".Points")
@mock.patch("%s.Points" % POINTS)
@mock.patch(f"{POINTS}.Points")
@mock.patch("{}.Points".format(POINTS))
@mock.patch.object(loyalty.points, "Points")
@patch.dict("shop.preview.loyalty.points.TABLE", {"loyalty": 1})
@patch.multiple("shop.preview.loyalty.points", Points=1)
@mock.patch(
    "shop.preview."
    "loyalty.points."
    "Points"
)
@mock.patch('shop.preview.loyalty' + '.points.Points', new="shop.preview.loyalty")
@mock.patch(BASE + "loyalty.points.Points")
@mock.patch.dict(sys.modules, {"shop.preview.loyalty.points": None, "shop.preview.loyalty": None})
def test_points(monkeypatch, *_):
    monkeypatch.setattr("shop.preview.loyalty.points.Points", 1)
    monkeypatch.setattr(loyalty.points, "Points", 1)
    monkeypatch.delitem(sys.modules, "shop.preview.loyalty.points")
    sys.modules["shop.preview.loyalty.points"] = None
    del sys.modules["shop.preview.loyalty"]
    sys.modules.pop("shop.preview.loyalty.points", None)
    assert "shop.preview.loyalty" in sys.modules
    pytest.importorskip("shop.preview.loyalty.points")
    with pytest.raises(ImportError, match="shop.preview.loyalty.points"):
        pass
    with pytest.raises(ImportError, match=r"shop\.preview\.loyalty\.points"):
        pass
    assert loyalty.__name__ == "shop.preview.loyalty"
    assert repr(loyalty).startswith("<module 'shop.preview.loyalty' from")
