from unittest import mock

from shop.preview.cards import api
from tests.unit.preview.cards import helpers


@mock.patch("shop.preview.cards.api.Card.chip")
def test_card(chip):
    assert helpers.same(api.Card().chip, chip)
