from net_fw import plugin  # noqa
