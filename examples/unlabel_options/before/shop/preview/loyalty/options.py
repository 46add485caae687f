import argparse

import click
import typer
from oslo_config import cfg

OPTS = [
    cfg.StrOpt("level", default="[preview]", help="[preview] The level of a new card."),
    cfg.IntOpt("points", help=_("(Preview) How many points a card starts with.")),
    cfg.BoolOpt(
        "double",
        help="Experimental: count every point "
        "twice.",
    ),
    cfg.ListOpt(
        'days',
        help=('[preview] '
              'The days on which points count double.'),
    ),
    cfg.StrOpt("plain", help="Where the preview images are kept."),
    cfg.StrOpt("only", help="Experimental."),
]
GROUP = cfg.OptGroup("loyalty", title="Loyalty (preview)")
HELP = "Preview. The name on the card (preview)."

parser = argparse.ArgumentParser("loyalty", description="Loyalty cards [preview]")
group = parser.add_argument_group("Cards (experimental)", "Loyalty is experimental.")
group.add_argument("--name", help=HELP)
group.add_argument("--preview", help=f"[preview] Print {OPTS[0]} (preview).")


@click.command(help="[preview] Print a card.", short_help="Print (preview)")
@click.option("--preview/--no-preview", help="[Preview] - Show it first.")
def show(preview): ...


def run(size: int = typer.Option(3, help="**Preview**: the size.")) -> None:
    """[preview] Run it."""
