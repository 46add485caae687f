import argparse

import click
import typer
from oslo_config import cfg

OPTS = [
    cfg.StrOpt("level", default="[preview]", help="The level of a new card."),
    cfg.IntOpt("points", help=_("How many points a card starts with.")),
    cfg.BoolOpt(
        "double",
        help="Count every point "
        "twice.",
    ),
    cfg.ListOpt(
        'days',
        help=('The days on which points count double.'),
    ),
    cfg.StrOpt("plain", help="Where the preview images are kept."),
    cfg.StrOpt("only", help="Experimental."),
]
GROUP = cfg.OptGroup("loyalty", title="Loyalty")
HELP = "The name on the card."

parser = argparse.ArgumentParser("loyalty", description="Loyalty cards")
group = parser.add_argument_group("Cards", "Loyalty is experimental.")
group.add_argument("--name", help=HELP)
group.add_argument("--preview", help=f"Print {OPTS[0]}.")


@click.command(help="Print a card.", short_help="Print")
@click.option("--preview/--no-preview", help="Show it first.")
def show(preview): ...


def run(size: int = typer.Option(3, help="the size.")) -> None:
    """Run it."""
