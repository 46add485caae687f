from depot import yard


def test_size() -> None:
    assert yard.SIZE == 3
