"""Commands of the loyalty programme; the label is not written here."""

import click


@click.group()
def loyalty() -> None:
    """Points of customers."""


@loyalty.command()
@click.argument("customer")
def show(customer: str) -> None:
    """Show the points of a customer."""
    click.echo(f"{customer} has 30 points")
