"""Tests of the preview feature loyalty."""

import shop.preview.loyalty


def test_says_what_it_is() -> None:
    assert "preview" in (shop.preview.loyalty.__doc__ or "")


def test_help(run) -> None:
    assert "[preview]" in run("loyalty --help")
