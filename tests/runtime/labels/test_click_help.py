"""The help that click and typer print says which commands and options are previews."""

from __future__ import annotations

import click
import pytest
import typer
import typer.main
from click.testing import CliRunner

from coldframe.runtime.labels.click_help import label_commands


def shop() -> click.Group:
    @click.group()
    @click.option("--with-points", help="Show points.")
    @click.argument("place")
    def shop(with_points: str, place: str) -> None:
        """A shop."""

    @shop.group()
    def loyalty() -> None:
        """About points."""

    @loyalty.command(short_help="Show them.")
    def show() -> None:
        """Show all points."""

    @loyalty.command()
    def late() -> None:
        """Says a great deal about points first. And then that it is experimental."""

    @loyalty.command()
    def drawn() -> None:
        """\b
        A
         B
        """

    @loyalty.command()
    def bare() -> None:
        pass

    @shop.group()
    def report() -> None:
        """Reports."""

    @report.command()
    def points() -> None:
        """Points, experimental."""

    @report.command()
    def sales() -> None:
        """Sales."""

    return shop


def shown(program: click.Group, line: str) -> str:
    done = CliRunner().invoke(program, [*line.split(), "--help"])
    assert done.exit_code == 0, done.output
    return done.output


def test_click(commands) -> None:
    program = shop()
    for _ in range(2):
        label_commands(commands, program)
    top = shown(program, "")
    assert "[preview] Show points." in top
    assert "loyalty  [preview] About points." in top
    assert "report   Reports." in top
    assert top.count("[preview]") == 2
    loyalty = shown(program, "x loyalty")
    assert "show   [preview] Show them." in loyalty
    assert "late   [preview] Says a great deal" in loyalty
    assert "bare   [preview]" in loyalty
    assert "[preview] Show all points." in shown(program, "x loyalty show")
    assert "  [preview]\n\n  A\n   B\n" in shown(program, "x loyalty drawn")
    report = shown(program, "x report")
    assert "points  Points, experimental." in report
    assert "[preview]" not in report
    assert "[preview]" not in shown(program, "x report sales")


@pytest.mark.parametrize("mode", ["rich", "markdown", None])
@pytest.mark.parametrize("word", ["preview", "Preview"])
def test_typer_shows_it_in_every_markup(commands, capsys, mode, word: str) -> None:
    commands.label = word
    app = typer.Typer(rich_markup_mode=mode)
    loyalty = typer.Typer(rich_markup_mode=mode, help="About points.")
    app.add_typer(loyalty, name="loyalty")

    @app.command()
    def sales(with_points: bool = typer.Option(False, help="Show points.")) -> None:
        """Sales."""

    @loyalty.command()
    def show() -> None:
        """Show all points."""

    @loyalty.command()
    def drop() -> None:
        """[preview] Drop points."""

    program = typer.main.get_command(app)
    for _ in range(2):
        label_commands(commands, program)

    def shown(line: str) -> str:
        with pytest.raises(SystemExit):
            program([*line.split(), "--help"])
        return " ".join(capsys.readouterr().out.split())

    assert f"loyalty [{word}] About points." in shown("")
    assert f"[{word}] Show points." in shown("sales")
    assert f"show [{word}] Show all points." in shown("loyalty")
    assert f"[{word}] Show all points." in shown("loyalty show")
    assert shown("loyalty show").count(f"[{word}]") == 1
    if word == "preview":
        assert shown("loyalty drop").count("[preview] Drop points.") == 1
