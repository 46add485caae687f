from shop import cli


def test_main():
    assert cli.main() is None
