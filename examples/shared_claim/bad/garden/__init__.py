"""Beds and what grows in them."""

from oslo_config import cfg

OPTS = [cfg.StrOpt("driver", help="What drives the garden.")]


def start(conf, app):
    conf.register_opts(OPTS, "garden")

    @app.get("/beds/{bed}/water")
    def water(bed):
        """Litres."""
