from unittest import mock


@mock.patch("shop.preview.gold.Gold")
def test_till(gold):
    """Not in the place of the feature's tests."""
