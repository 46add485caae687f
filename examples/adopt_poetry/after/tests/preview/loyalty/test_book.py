from shop.preview.loyalty.main import app


def test_title():
    assert app().title == "loyalty_points"
