from unittest import mock

from shop import cli


def test_main():
    with mock.patch("wall.paint", return_value="x"):
        assert cli.main() == "x"
