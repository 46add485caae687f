from oslo_config import cfg

OPTIONS = [cfg.ListOpt("plugins"), cfg.StrOpt("backend"), cfg.StrOpt("cash")]
cfg.CONF.register_opts(OPTIONS, group="shop")
cfg.CONF.register_opts([cfg.IntOpt("height")], group="drones")
