from shop_gold import metal


def test_purity():
    assert metal.PURE == 0.999
