"""Who uses the Python API of a feature is warned, at run time and by type checkers."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pickle
import pydoc
import subprocess
import sys
import warnings

import pytest

from coldframe.runtime import PreviewWarning, UnknownFeature
from coldframe.runtime.labels.python_api import category

CODE = """
import dataclasses, typing
from coldframe.runtime import Previews
from coldframe.runtime.labels.python_api import preview
previews = Previews(__name__.rpartition(".")[0])

@previews.api("loyalty")
def points(price: int) -> int:
    "Points for a price."
    return price // 10

@previews.api("loyalty")
async def later(price: int) -> int:
    return price // 10

@previews.api("loyalty")
def each(price: int):
    yield price // 10

@previews.api("loyalty")
class Card:
    def __init__(self, name: str) -> None:
        self.name = name

@previews.api("loyalty")
class Empty:
    made = []
    def __init_subclass__(cls, **kwargs):
        Empty.made.append((cls.__name__, kwargs))

@previews.api("loyalty")
class Pair(typing.NamedTuple):
    a: int
    b: int = 2

@previews.api("loyalty")
@dataclasses.dataclass
class Data:
    a: int

@preview("Spelled out.")
def spelled(price: int) -> int:
    return points(price)
"""
SENTENCE = (
    "Loyalty points is a preview feature: it is off by default, and may change or be removed"
    " in any release."
)


@pytest.fixture
def loyalty(host):
    host.write("preview/loyalty/__init__.py", CODE)
    host.previews()
    return importlib.import_module(f"{host.tree}.loyalty")


def warned(use) -> list[str]:
    """What is warned by a use, with the file that is told."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        use()
    assert {one.filename for one in caught} <= {__file__}
    assert all(one.category.__name__ == "LoyaltyPreviewWarning" for one in caught)
    return [str(one.message) for one in caught]


@pytest.mark.parametrize(
    "use",
    [
        lambda of: of.points(50) == 5 or pytest.fail(),
        lambda of: list(of.each(50)) == [5] or pytest.fail(),
        lambda of: of.Card("a").name == "a" or pytest.fail(),
        lambda of: of.Empty(),
        lambda of: tuple(of.Pair(1)) == (1, 2) or pytest.fail(),
        lambda of: of.Data(a=1).a == 1 or pytest.fail(),
        lambda of: type("Sub", (of.Card,), {}),
    ],
)
def test_each_use_warns_the_one_who_uses(loyalty, use) -> None:
    assert warned(lambda: use(loyalty)) == [SENTENCE]


def test_a_coroutine_stays_one_and_warns_who_awaits(loyalty) -> None:
    async def use() -> int:
        return await loyalty.later(50)

    assert inspect.iscoroutinefunction(loyalty.later)
    assert inspect.isgeneratorfunction(loyalty.each)
    assert warned(lambda: asyncio.run(use())) == [SENTENCE]


def test_objects_of_a_derived_class_do_not_warn_again(loyalty) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")

        class Sub(loyalty.Card):
            def __init__(self) -> None:
                super().__init__("sub")

        class SubEmpty(loyalty.Empty, more=1):
            def __init__(self, x: int) -> None:
                self.x = x

    assert loyalty.Empty.made == [("SubEmpty", {"more": 1})]
    assert warned(lambda: (Sub(), SubEmpty(3))) == []
    assert Sub().name == "sub" and SubEmpty(3).x == 3


def test_an_empty_class_takes_no_arguments_as_before(loyalty) -> None:
    with pytest.raises(TypeError, match="takes no arguments"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loyalty.Empty(1)


def test_each_place_is_told_once(loyalty) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            loyalty.points(50)
        loyalty.points(50)
    assert len(caught) == 2


def test_the_feature_itself_is_not_warned(loyalty) -> None:
    assert warned(lambda: loyalty.spelled(50)) == ["Spelled out."]


def test_one_feature_can_be_silenced(host, loyalty) -> None:
    previews = host.previews()
    kind = category(previews, "loyalty")
    assert issubclass(kind, PreviewWarning)
    assert kind is category(previews, f"{host.tree}.loyalty")
    assert kind is not category(previews, "drones")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", kind)
        loyalty.points(50)


def test_another_process_can_read_a_warning(host) -> None:
    kind = category(host.previews(), "loyalty")
    again = pickle.loads(pickle.dumps(kind("Points.")))
    assert type(again) is PreviewWarning and again.args == ("Points.",)
    assert getattr(importlib.import_module(kind.__module__), kind.__name__) is PreviewWarning
    with pytest.raises(AttributeError, match="has no attribute 'other'"):
        importlib.import_module(kind.__module__).other  # noqa: B018


def test_help_shows_it_and_signatures_stay(loyalty) -> None:
    assert "[preview] Points for a price." in pydoc.plain(pydoc.render_doc(loyalty.points))
    assert "[preview]" in pydoc.plain(pydoc.render_doc(loyalty.Card))
    assert loyalty.points.__deprecated__ == SENTENCE
    assert str(inspect.signature(loyalty.points)) == "(price: int) -> int"
    assert list(inspect.signature(loyalty.Card).parameters) == ["name"]
    assert list(inspect.signature(loyalty.Data).parameters) == ["a"]


def test_wrong_names_are_refused_when_the_module_is_read(host) -> None:
    with pytest.raises(UnknownFeature, match="Did you mean 'loyalty'"):
        host.previews().api("loyalti")


def test_a_broken_declaration_stops_nobody(host) -> None:
    host.write("preview/loyalty/__init__.py", CODE)
    host.write("preview/loyalty/preview.toml", "title = [\n")
    loyalty = importlib.import_module(f"{host.tree}.loyalty")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert (loyalty.points(50), loyalty.spelled(50)) == (5, 5)


def test_mypy_shows_it(tmp_path) -> None:
    (tmp_path / "offer.py").write_text(
        "from coldframe.runtime.labels.python_api import preview\n"
        '@preview("Points are a preview.")\ndef points(price: int) -> int:\n    return price\n'
    )
    (tmp_path / "use.py").write_text("from offer import points\npoints(3)\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--enable-error-code", "deprecated",
         "--follow-imports", "silent", "use.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (
        "use.py:1: error: function offer.points is deprecated: Points are a preview." in done.stdout
    )
    assert "offer.py" not in done.stdout


def test_typing_extensions_is_not_loaded(host) -> None:
    code = "import sys, coldframe.runtime.labels.python_api; assert 'typing_extensions' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
