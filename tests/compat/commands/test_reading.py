"""What is read of programs, however they are written; none of them is executed."""

from __future__ import annotations

import pytest
from declared_examples import changes, declared

from coldframe.compat.commands.entry import Argument, Command
from coldframe.compat.declared.registry import COMMANDS

PROJECT = """[project]
name = "shop"
version = "1.0"
[project.scripts]
shop = "shop.cli:main"
[project.entry-points."openstack.shop.v2"]
bed_list = "shop.beds:ListBeds"
"""


def read(**files: str) -> dict[str, Command]:
    """The commands by name; ``cli="..."`` is the file ``shop/cli.py``."""
    paths = {f"shop/{name}.py": text for name, text in files.items()}
    found = declared(COMMANDS, {"pyproject.toml": PROJECT, **paths})
    return {each.name: each for each in found.all}


def arguments(command: Command) -> dict[str, Argument]:
    return {each.name: each for each in command.arguments}


def test_parsers_go_from_hand_to_hand() -> None:
    found = read(
        cli="""
import argparse
from shop.beds import COMMANDS
from shop.more import common

def build():
    parser = argparse.ArgumentParser(parents=[common()])
    below = parser.add_subparsers()
    for each in COMMANDS:
        each().register(below)
    return parser

def main():
    return build().parse_args()
""",
        beds="""
class Base:
    def register(self, below):
        parser = below.add_parser(self.name, help=self.__doc__)
        self.more(parser)
        return parser

class Water(Base):
    name = "water"
    def more(self, parser):
        add = parser.add_argument
        add("-l", "--litres", type=int, default=3)

class Weed(Base):
    name = "weed"
    def more(self, parser):
        pass

COMMANDS = (Water, Weed)
""",
        more="""
import argparse

def common():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--verbose", action="store_true")
    return parser
""",
    )
    assert [*found] == ["openstack bed list (shop v2)", "shop", "shop water", "shop weed"]
    assert [*arguments(found["shop"])] == ["--verbose"]
    (litres,) = found["shop water"].arguments
    assert (litres.names, litres.type, litres.default) == (("-l", "--litres"), "integer", "3")
    assert found["shop water"].whole and found["shop water"].closed


def test_what_other_libraries_get_is_not_known_as_a_whole() -> None:
    found = read(
        cli="""
import argparse
import plugins

def main():
    parser = argparse.ArgumentParser()
    below = parser.add_subparsers()
    water = below.add_parser("water")
    plugins.options(water)
    plugins.commands(below)
    parser.parse_args()
"""
    )
    assert not found["shop water"].whole
    assert not found["shop"].closed


def test_commands_of_click_are_put_together_from_several_modules() -> None:
    found = read(
        cli="""
import click
from shop.water import water

@click.group()
@click.version_option()
def main(): ...

main.add_command(water)

@main.group()
def beds(): ...

@beds.command("list")
@click.argument("names", nargs=-1)
def list_beds(names): ...
""",
        water="""
import click

def usual(function):
    function = click.option("--dry/--no-dry", default=True)(function)
    return function

@click.command()
@click.argument("bed")
@click.option("--litres", "-l", type=click.IntRange(1, 9), required=True)
@click.option("--when", type=click.Choice(["day", "night"]), default="day")
@usual
def water(bed, **more): ...
""",
    )
    assert {"shop", "shop water", "shop beds", "shop beds list"} <= {*found}
    water = arguments(found["shop water"])
    assert [*water] == ["bed", "--litres", "--when", "--dry"]
    assert water["--litres"].required and water["--litres"].type == "integer"
    assert water["--when"].choices == ("day", "night")
    assert water["--dry"].names == ("--dry", "--no-dry") and water["--dry"].default == "True"
    (names,) = found["shop beds list"].arguments
    assert (names.least, names.most) == (0, -1)


def test_commands_of_typer_are_functions() -> None:
    found = read(
        cli="""
import typer
from typing import Annotated, Optional

main = typer.Typer()
beds = typer.Typer()
main.add_typer(beds, name="beds")

@main.command()
def water(
    bed: str,
    litres: Annotated[int, typer.Option("--litres", "-l")] = 3,
    dry: bool = False,
    row: Optional[str] = None,
    code: Annotated[str, typer.Option()] = ...,
): ...

@beds.command("list")
def list_beds(every: bool = typer.Option(False, "--all/--some")): ...
"""
    )
    water = arguments(found["shop water"])
    assert [*water] == ["bed", "--litres", "--dry", "--row", "--code"]
    assert water["bed"].required and not water["--row"].required
    assert water["--dry"].names == ("--dry", "--no-dry")
    assert (water["--litres"].type, water["--litres"].default) == ("integer", "3")
    assert arguments(found["shop beds list"])["--all"].names == ("--all", "--some")


def test_a_group_that_finds_commands_by_itself_is_open() -> None:
    found = read(
        cli="""
import typer
class Mine(typer.Typer):
    def command(self, *given):
        return super().command(*given)
main = Mine()
@main.command()
def water(): ...
@main.command()
def weed(): ...
"""
    )
    assert not found["shop"].closed


def test_types_of_typer_are_known_by_other_names() -> None:
    found = read(
        cli="""
import typer
from shop.more import DryOpt, Beds

main = typer.Typer()

@main.command()
def water(beds: Beds, dry: DryOpt = False): ...

@main.command()
def weed(): ...
""",
        more="""
import enum, typer
from typing import Annotated

class Bed(str, enum.Enum):
    HIGH = "high"
    LOW = "low"

DryOpt = Annotated[bool, typer.Option("-d", "--dry")]
Beds = Annotated[list[Bed], typer.Argument()]
""",
    )
    beds, dry = found["shop water"].arguments
    assert (beds.choices, beds.most) == (("high", "low"), -1)
    assert (dry.names, dry.most) == (("-d", "--dry"), 0)


def test_a_single_command_of_typer_is_the_program_itself() -> None:
    found = read(
        cli="import typer\nmain = typer.Typer()\n@main.command()\ndef water(bed: str): ...\n"
    )
    assert [*arguments(found["shop"])] == ["bed"]


def test_commands_of_cliff_stand_below_the_client() -> None:
    found = read(
        cli="",
        beds="""
from osc_lib.command import command

class Beds(command.Lister):
    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("--long", action="store_true")
        return parser

class ListBeds(Beds):
    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("bed", metavar="<bed>", nargs="?")
        return parser
""",
    )
    command = found["openstack bed list (shop v2)"]
    assert [*arguments(command)] == ["--long", "bed"] and command.whole


def test_what_is_left_of_an_entry_point_that_cannot_be_read() -> None:
    command = read(cli="")["openstack bed list (shop v2)"]
    assert not command.whole and not command.closed


def test_commands_of_django_and_modules_that_begin() -> None:
    found = read(
        **{
            "management/__init__": "",
            "management/commands/__init__": "",
            "management/commands/water": """
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--litres", type=float)
""",
            "start": """
import argparse
if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("bed")
    parser.parse_args()
""",
        }
    )
    assert [*arguments(found["manage.py water"])] == ["--litres", "--skip-checks"]
    assert [*arguments(found["python -m shop.start"])] == ["bed"]


@pytest.mark.parametrize(
    ("checks", "skips"),
    [("[]", False), ("()", False), ("False", False), ("'__all__'", True), ("[Tags.models]", True)],
)
def test_commands_of_django_inherit_an_option_unless_they_check_nothing(
    checks: str, skips: bool
) -> None:
    """Django 5.2 took `--skip-checks` out of `migrate`, which inherits it since then."""
    found = read(
        **{
            "management/__init__": "",
            "management/commands/__init__": "",
            "management/commands/water": f"""
from django.core.management.base import BaseCommand
class Water(BaseCommand):
    requires_system_checks = {checks}
class Command(Water):
    def add_arguments(self, parser):
        if {not skips}:
            parser.add_argument("--skip-checks", action="store_true")
""",
        }
    )
    (option,) = arguments(found["manage.py water"]).values()
    assert option.name == "--skip-checks" and option.most == 0


def test_fields_of_data_classes_are_options() -> None:
    found = read(
        cli="""
from dataclasses import dataclass, field
from transformers import HfArgumentParser

@dataclass
class Basic:
    bed: str
    dry: bool = field(default=True, metadata={"help": "only try"})

@dataclass
class Water(Basic):
    litres: int | None = None
    rows: list[str] = field(default_factory=list)

def main():
    parser = HfArgumentParser((Water,))
    return parser.parse_args_into_dataclasses()
"""
    )
    given = arguments(found["shop"])
    assert [*given] == ["--bed", "--dry", "--litres", "--rows"] and found["shop"].whole
    assert given["--bed"].required and given["--litres"].type == "integer"
    assert "--no_dry" in given["--dry"].names and given["--rows"].most == -1


def test_commands_that_are_values_of_an_option_of_oslo_config() -> None:
    found = read(
        cli="""
from oslo_config import cfg

def add(below):
    for name in ["water", "weed"]:
        parser = below.add_parser(name)
        parser.add_argument(f"--{name}-all", action="store_true")

cfg.CONF.register_cli_opt(cfg.SubCommandOpt("command", handler=add))

def main():
    cfg.CONF()
"""
    )
    assert [*arguments(found["shop weed"])] == ["--weed-all"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "def main(:",
        "import argparse\ndef main():\n    while True:\n        main()\n",
        "import argparse\ndef main():\n    return main()\n",
        "import argparse\nmain = argparse.ArgumentParser().add_argument\n",
        "import click\n@click.group()\ndef main(): ...\nmain.add_command(main, 'again')\n",
        "import argparse\nclass main(main): ...\n",
        "import argparse\nfrom shop.cli import main\n",
        "import argparse\nx = []\nx.append(x)\ndef main():\n"
        "    argparse.ArgumentParser().add_argument('--x', default=x, choices=x)\n",
        "import argparse\ndef main():\n    argparse.ArgumentParser().add_argument('', *[], **{})\n",
        "import argparse\ndef main(*a):\n    x = 'x' * 9\n    argparse.ArgumentParser(parents=3)\n",
        "import click\n@click.command('')\n@click.option('', '/')\n@click.argument()\ndef main(): ...\n",
        "import argparse\ndef main():\n    argparse.ArgumentParser().add_argument('--x', nargs=10**9)\n",
        "x = 'x'\nfor i in [1, 2, 3, 4] * 9:\n    pass\nfor i in 'abcdefghijklmnopqrstuvwxyz'.split():\n    x += x\n",
        "x = [1, 2]\nfor i in [0] + [1] + [2]:\n    x.extend(x)\n    for j in x:\n        x = x + x\n",
        "x = ' ' + 'ab'\ny = [x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x]\n"
        "for a in y:\n    for b in y:\n        for c in y:\n            for d in y:\n"
        "                for e in y:\n                    x = f'{x}{x}'.replace('', x)\n",
        "import argparse\nclass A:\n    def f(self):\n        super().f(self)\n"
        "def main():\n    A.f(argparse.ArgumentParser().add_subparsers())\n",
        "x = '%999999999d' % 1\ny = '{:999999999}'.format(1)\n",
        "import click\n"
        + "".join(f"g{n} = click.Group('g{n}')\n" for n in range(30))
        + "".join(f"g{n}.add_command(g{m}, 'c{m}')\n" for n in range(30) for m in range(n + 1, 30))
        + "main = g0\n",
        "x = " + "(" * 80 + "1" + ")" * 80 + " + 1" * 3000 + "\n",
        "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n"
        "    p.add_argument('%s' % ('a', 'b'), default='%s %s' % 'a', help='{x}'.format())\n",
    ],
)
def test_whatever_stands_there_is_not_executed_and_nothing_breaks(text: str) -> None:
    assert "shop" in read(cli=text)


def test_doubt_is_kept() -> None:
    found = read(
        cli="""
import argparse, os

def main():
    parser = argparse.ArgumentParser()
    if os.environ.get("X"):
        parser.add_argument("--x")
    else:
        parser.add_argument("--y")
    if False:
        parser.add_argument("--never")
    parser.add_argument("--z", default=os.getcwd())
    parser.parse_args()
"""
    )
    given = arguments(found["shop"])
    assert {name: each.certain for name, each in given.items()} == {
        "--x": False,
        "--y": False,
        "--z": True,
    }
    assert given["--z"].default == "os.getcwd()"


def test_a_default_that_is_not_known_is_no_other() -> None:
    base = "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n"
    line = "    p.add_argument('--x', default={})\n    p.parse_args()\n"
    project = {"pyproject.toml": PROJECT}
    one, other = (
        declared(
            COMMANDS, {**project, "shop/cli.py": f"from shop import a\n{base}{line}".format(x)}
        )
        for x in ("'x'", "a.B.c.d")
    )
    assert [c.message for c in changes(COMMANDS, one, other)] == [
        "is shop.a.B.c.d by default, not 'x'"
    ]
    given = {**project, "shop/a.py": "B = object()\nclass C: ...\n"}
    third = declared(
        COMMANDS, {**given, "shop/cli.py": f"from shop import a\n{base}{line}".format("a.B.c")}
    )
    assert changes(COMMANDS, one, third) == []
