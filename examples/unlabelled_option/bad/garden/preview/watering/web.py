"""Watering for those who sit inside."""

import click
import typer
from pydantic import Field
from pydantic_settings import BaseSettings


class WateringSettings(BaseSettings):
    """How the garden is watered."""

    pump: str = Field("rain", description="Where the water comes from.")
    pressure: float = Field(1.5, description="[preview] Bars.")


@click.command(help="[preview] Water the beds.")
@click.option("--bed", help="The bed to water.")
def water(bed):
    """Covered: the command says it."""


def soak(minutes: int = typer.Option(5, help="How long.")):
    """Not a command by itself."""
