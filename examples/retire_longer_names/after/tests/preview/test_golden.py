from shop.preview.golden import AGE


def test_age():
    assert AGE
