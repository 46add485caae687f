"""python -m shop"""

import importlib

import click

from coldframe.runtime import FeatureIsOff
from coldframe.runtime.labels.click_help import label_commands
from shop.previews import previews


@click.group()
def shop() -> None:
    """A little shop."""


@shop.command()
@click.argument("price", type=int)
@click.option("--with-points", is_flag=True, help="Say how many points it gives.")
def buy(price: int, with_points: bool) -> None:
    """Buy something."""
    if with_points:
        try:
            previews.require("loyalty")
        except FeatureIsOff as refusal:
            raise click.UsageError(str(refusal)) from None
        click.echo(f"{price // 10} points")
    click.echo(f"paid {price}")


if previews.enabled("loyalty"):
    shop.add_command(importlib.import_module("shop.preview.loyalty.commands").loyalty)
label_commands(previews, shop)

if __name__ == "__main__":
    shop(prog_name="shop")
