from shop.preview import gold


def test_rates():
    assert gold.Gold()
