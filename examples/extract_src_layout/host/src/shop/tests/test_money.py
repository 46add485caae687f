from shop.money import euros


def test_euros():
    assert euros(100) == 1
