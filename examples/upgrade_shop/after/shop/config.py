from oslo_config import cfg

OPTIONS = [cfg.ListOpt("plugins"), cfg.StrOpt("backend"), cfg.StrOpt("till", deprecated_name="cash")]
cfg.CONF.register_opts(OPTIONS, group="shop")
