from oslo_config import cfg

OPTS = [
    cfg.IntOpt(
        "litres",
        default=3,
        deprecated_group="preview_watering",
        help="How much water a bed gets.",
    ),
]


def register(conf):
    conf.register_opts(OPTS, group="watering")
