from shop.cash import Cash


def test_cash():
    assert Cash()
