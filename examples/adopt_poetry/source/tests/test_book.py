from loyalty_points.main import app


def test_title():
    assert app().title == "loyalty_points"
