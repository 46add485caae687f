"""Waters each bed when its soil is dry."""

import click
import typer

app = typer.Typer()


def add_commands(subparsers):
    parser = subparsers.add_parser("water", help="Water the beds.")
    below = parser.add_subparsers()
    below.add_parser("stop")
    below.add_parser("start", help="Start watering (preview).")


@click.command()
def soak():
    """Water until it drips."""


@app.command(help="[preview] Show the schedule.")
def schedule():
    """Shown in the code only."""
