"""What holds for any command line: the same breaks nothing, and neither does what may be left out."""

from __future__ import annotations

from declared_examples import changes
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.compat.change import ERROR, INFO
from coldframe.compat.commands.entry import ANY, Argument, Command, Commands
from coldframe.compat.declared.registry import COMMANDS

WORDS = ("bed", "litres", "hot", "row")


@st.composite
def argument(draw: st.DrawFn, word: str, place: bool) -> Argument:
    least, most = draw(st.sampled_from([(1, 1), (0, 1), (0, ANY), (1, ANY), (2, 2), (0, 0)]))
    if place and not most:
        most = 1
    return Argument(
        word if place else f"--{word}",
        "shop/cli.py",
        names=() if place else (f"--{word}",),
        type=draw(st.sampled_from(["", "text", "integer", "number", "a_bed"])),
        least=least,
        most=most,
        default=draw(st.sampled_from(["", "1", "'a'"])),
        required=draw(st.booleans()),
        choices=draw(st.sampled_from([(), ("a",), ("a", "b")])),
        old=draw(st.booleans()),
        certain=draw(st.booleans()),
        stage=draw(st.sampled_from(["", "preview"])),
    )


@st.composite
def commands(draw: st.DrawFn) -> Commands:
    found = []
    for name in draw(st.sets(st.sampled_from(["shop", "shop water", "shop weed"]))):
        places = draw(st.lists(st.sampled_from(WORDS), unique=True, max_size=3))
        options = draw(st.lists(st.sampled_from(WORDS), unique=True, max_size=3))
        found.append(
            Command(
                name,
                "argparse",
                "shop/cli.py",
                arguments=(
                    *[draw(argument(word, True)) for word in places],
                    *[draw(argument(word, False)) for word in options],
                ),
                whole=draw(st.booleans()),
                closed=draw(st.booleans()),
                stage=draw(st.sampled_from(["", "preview"])),
            )
        )
    return Commands(tuple(sorted(found)))


@given(commands(), commands())
@settings(max_examples=150)
def test_the_same_breaks_nothing_and_anything_can_be_compared(a: Commands, b: Commands) -> None:
    assert changes(COMMANDS, a, a) == []
    for change in changes(COMMANDS, a, b):
        assert change.message and "{" not in change.message


@given(commands())
@settings(max_examples=150)
def test_what_may_be_left_out_breaks_nobody(base: Commands) -> None:
    option = Argument("--new", "shop/cli.py", names=("--new", "-n"))
    place = Argument("news", "shop/cli.py", least=0, most=ANY)
    more = tuple(each._replace(arguments=(*each.arguments, option, place)) for each in base.all)
    head = Commands((*more, Command("shop hoe", "argparse", "shop/cli.py")))
    assert {change.severity for change in changes(COMMANDS, base, head)} <= {INFO}


@given(commands())
@settings(max_examples=150)
def test_a_stable_command_that_goes_is_never_passed_over(base: Commands) -> None:
    head = Commands(tuple(each for each in base.all if each.name != "shop weed"))
    told = [c for c in changes(COMMANDS, base, head) if c.subject == "shop weed"]
    gone = [each for each in base.all if each.name == "shop weed"]
    assert len(told) == len(gone)
    above = [each for each in base.all if each.name == "shop"]
    for change, command in zip(told, gone, strict=True):
        sure = not command.stage and all(each.closed for each in above)
        assert (change.severity == ERROR) == sure
