from shop.preview.gold import Gold


def test_points():
    assert Gold()
