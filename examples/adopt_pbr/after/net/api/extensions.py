def get_extensions_path(service_plugins=None):
    paths = []
    for plugin in (service_plugins or {}).values():
        neutron_mod = provider_configuration.NeutronModule(
            plugin.__module__.split('.')[0])
        parts = plugin.__module__.split('.')
        if parts[1:2] == ['preview']:
            # A preview feature has its extensions in its own package.
            neutron_mod = provider_configuration.NeutronModule(
                '.'.join(parts[:3]))
        paths.append(neutron_mod.module().__path__[0])
    return paths
