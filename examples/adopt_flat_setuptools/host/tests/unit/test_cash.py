from shop.payments.cash import Cash


def test_cash():
    assert Cash()
