from shop.preview.gold import Gold


def test_gold():
    assert Gold()
