from unittest import mock

from shop_cards import api
from tests.unit import helpers


@mock.patch("shop_cards.api.Card.chip")
def test_card(chip):
    assert helpers.same(api.Card().chip, chip)
