import acme.wall.brick


def test_main():
    assert acme.wall.brick.MAIN
