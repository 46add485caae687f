from oslo_config import cfg

OPTS = [
    cfg.IntOpt(
        "litres",
        default=3,
        help="How much water a bed gets.",
    ),
]


def register(conf):
    conf.register_opts(OPTS, group="watering")
