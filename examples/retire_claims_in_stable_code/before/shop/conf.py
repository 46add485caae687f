from oslo_config import cfg

GOLD = [cfg.IntOpt("rate", help="Points for each coin (preview).")]


def register(conf):
    conf.register_opts(GOLD, group="gold")
