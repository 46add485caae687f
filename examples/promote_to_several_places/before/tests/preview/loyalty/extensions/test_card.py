from shop.preview.loyalty.extensions import card


def test_card() -> None:
    assert card.Card()
