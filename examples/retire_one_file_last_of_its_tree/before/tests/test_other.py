from tests.preview.gold import helpers  # noqa: F401


def test_other():
    pass
