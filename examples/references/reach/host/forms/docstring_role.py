# Form: a cross-reference in a docstring
def use():
    """See :class:`~host.preview.vpn.Driver`."""
