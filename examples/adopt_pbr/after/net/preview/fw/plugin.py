from net.services import provider_conf

PROVIDER = 'FW:db:net.preview.fw.plugin.Plugin:default'


class Plugin:
    conf = provider_conf.ProviderConfiguration('net_fw')
