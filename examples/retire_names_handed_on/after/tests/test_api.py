from shop import Till


def test_till():
    assert Till()
