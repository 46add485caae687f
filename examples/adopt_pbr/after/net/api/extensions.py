def get_extensions_path(service_plugins=None):
    paths = []
    for plugin in (service_plugins or {}).values():
        parts = plugin.__module__.split('.')
        # A preview feature has its extensions in its own package.
        depth = 3 if parts[1:2] == ['preview'] else 1
        neutron_mod = provider_configuration.NeutronModule(
            '.'.join(parts[:depth]))
        paths.append(neutron_mod.module().__path__[0])
    return paths
