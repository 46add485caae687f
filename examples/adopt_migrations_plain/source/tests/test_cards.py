from shop_cards.models import Card


def test_a_card_has_a_level():
    assert Card(level="gold").level == "gold"
