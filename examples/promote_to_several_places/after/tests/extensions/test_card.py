from shop.extensions import card


def test_card() -> None:
    assert card.Card()
