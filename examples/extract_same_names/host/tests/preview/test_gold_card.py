from shop.preview.gold_card import Card


def test_colour():
    assert Card.colour == "yellow"
