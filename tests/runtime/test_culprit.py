"""An error that leaves a feature says who raised it, once, and where to report it."""

from __future__ import annotations

import asyncio
import importlib
import json

import pytest

WORK = """\
import json

def broken():
    return json.loads("{")

def call(function, *args):
    return function(*args)
"""


@pytest.fixture
def shop(host):
    """The host with code in both features and in its stable part."""
    host.write("preview/loyalty/points.py", WORK)
    host.write("preview/drones.py", WORK)
    host.write("stable.py", WORK)

    def module(name: str):
        return importlib.import_module(f"{host.package}.{name}")

    host.module = module
    return host


def note(error: BaseException) -> str:
    (only,) = error.__notes__
    return only


def test_the_feature_raised_it(shop) -> None:
    loyalty = shop.module("preview.loyalty.points")
    with pytest.raises(json.JSONDecodeError) as caught, shop.previews().attributed("loyalty"):
        shop.module("stable").call(loyalty.broken)
    assert note(caught.value) == (
        f"Preview features: 'loyalty' raised this, in {shop.tree}.loyalty.points."
        " Report it: https://example.org/bugs?tag=loyalty"
    )


def test_the_host_raised_it(shop) -> None:
    loyalty = shop.module("preview.loyalty.points")
    with pytest.raises(json.JSONDecodeError) as caught, shop.previews().attributed("loyalty"):
        loyalty.call(shop.module("stable").broken)
    assert note(caught.value) == (
        "Preview features: none raised this, it only passed through 'loyalty'; it comes from"
        f" {shop.package}.stable"
    )


def test_another_feature_raised_it(shop) -> None:
    previews = shop.previews()
    drones, loyalty = shop.module("preview.drones"), shop.module("preview.loyalty.points")

    @previews.attributed("loyalty")
    def points() -> None:
        loyalty.broken()

    with pytest.raises(json.JSONDecodeError) as caught, previews.attributed("drones"):
        drones.call(points)
    assert note(caught.value).startswith(
        f"Preview features: 'loyalty' raised this, in {shop.tree}.loyalty.points; it only passed"
        " through 'drones'. Report it: "
    )


def test_each_part_of_a_group_has_its_own(shop) -> None:
    loyalty, stable = shop.module("preview.loyalty.points"), shop.module("stable")
    parts = []
    for function in (loyalty.broken, stable.broken):
        with pytest.raises(json.JSONDecodeError) as part:
            function()
        parts.append(part.value)
    with pytest.raises(ExceptionGroup) as caught, shop.previews().attributed("loyalty"):
        raise ExceptionGroup("all", parts)
    assert note(parts[0]).startswith("Preview features: 'loyalty' raised this, in ")
    assert note(parts[1]).startswith("Preview features: none raised this, it only passed through")
    assert not hasattr(caught.value, "__notes__")


def test_other_notes_stay(shop) -> None:
    def fail() -> None:
        error = ValueError("x")
        error.add_note("of the feature")
        raise error

    loyalty, drones = map(shop.previews().attributed, ("loyalty", "drones"))
    with pytest.raises(ValueError) as caught, loyalty, drones:
        fail()
    assert [text[:16] for text in caught.value.__notes__] == ["of the feature", "Preview features"]


def test_a_module_that_is_missing_or_no_python_is_the_features(shop) -> None:
    shop.write("preview/loyalty/typo.py", "def (:\n")
    previews = shop.previews()
    with pytest.raises(SyntaxError) as caught, previews.attributed("loyalty"):
        shop.module("preview.loyalty.typo")
    assert f"'loyalty' raised this, in {shop.tree}.loyalty.typo" in note(caught.value)
    with pytest.raises(ImportError) as missing, previews.attributed("loyalty"):
        shop.module("preview.loyalty.nowhere")
    assert f"'loyalty' raised this, in {shop.tree}.loyalty.nowhere" in note(missing.value)


@pytest.mark.parametrize("kind", [KeyboardInterrupt, asyncio.CancelledError, StopIteration])
def test_control_flow_is_no_fault(host, kind: type[BaseException]) -> None:
    with pytest.raises(kind) as caught, host.previews().attributed("loyalty"):
        raise kind
    assert not hasattr(caught.value, "__notes__")


def test_an_error_that_takes_no_notes_is_still_seen(host) -> None:
    error = ValueError("x")
    error.__notes__ = 7  # type: ignore[assignment]
    with pytest.raises(ValueError) as caught, host.previews().attributed("loyalty"):
        raise error
    assert caught.value is error


def test_nothing_in_a_declaration_adds_a_line(shop) -> None:
    shop.write(
        "preview/loyalty/preview.toml", 'title = "L"\nfeedback = "https://a.org\\u2028ERROR b"\n'
    )
    loyalty = shop.module("preview.loyalty.points")
    with pytest.raises(json.JSONDecodeError) as caught, shop.previews().attributed("loyalty"):
        loyalty.broken()
    assert note(caught.value).splitlines() == [note(caught.value)]
