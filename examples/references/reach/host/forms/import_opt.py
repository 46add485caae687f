# Form: oslo.config's import_opt and import_group
from oslo_config import cfg

cfg.CONF.import_group("vpn", "host.preview.vpn")
cfg.CONF.import_opt("driver", "host.preview.fwaas.plugin", group="fw")
