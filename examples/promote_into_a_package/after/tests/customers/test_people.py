from shop.customers import Person


def test_people() -> None:
    assert Person()
