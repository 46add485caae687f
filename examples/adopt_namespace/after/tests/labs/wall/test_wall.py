import acme.shop.labs.wall.brick


def test_main():
    assert acme.shop.labs.wall.brick.MAIN
