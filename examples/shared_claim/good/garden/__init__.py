"""Beds and what grows in them."""

from oslo_config import cfg

OPTS = [cfg.StrOpt("watering", help="Who waters the garden.")]
