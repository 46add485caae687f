from net.preview.fw import plugin  # noqa
