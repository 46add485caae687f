"""Waters each bed when its soil is dry."""

import click


def add_commands(subparsers):
    subparsers.add_parser("water", help="[preview] Water the beds.")
    subparsers.add_parser("drain", description="Drain the beds. Experimental.")


@click.command()
def soak():
    """Water until it drips.

    This is a preview command.
    """


@click.command(hidden=True)
def valves():
    """Turn every valve once."""
