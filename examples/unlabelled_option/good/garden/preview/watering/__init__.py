"""Waters each bed when its soil is dry."""

import argparse

from oslo_config import cfg

LABEL = "[preview] "
OPTS = [
    cfg.StrOpt("driver", default="drip", help=LABEL + "How the water gets to the bed."),
    cfg.IntOpt("litres", default=2, help=("Preview: how much "
                                          "water a bed gets.")),
]


def register(conf):
    conf.register_opts(OPTS, group="watering")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("watering", "A preview feature; all of it may change.")
    group.add_argument("--dry-run", action="store_true", help="Say what would be watered.")
    parser.add_argument("--trace-valves", help=argparse.SUPPRESS)
