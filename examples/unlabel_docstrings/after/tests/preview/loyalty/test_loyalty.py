"""Tests of the feature loyalty."""

import shop.preview.loyalty


def test_says_what_it_is() -> None:
    assert shop.preview.loyalty.__doc__


def test_help(run) -> None:
    assert "[preview]" in run("loyalty --help")
