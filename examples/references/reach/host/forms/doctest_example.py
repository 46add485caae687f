# Form: a doctest
def use():
    """Use the driver.

    >>> from host.preview.vpn import Driver
    >>> Driver()
    """
