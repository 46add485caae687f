from shop.main import create


def test_create():
    assert create(["pricing"]).url_path_for("pricing") == "/pricing/"
