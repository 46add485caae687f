"""Receipts that fade slowly."""

__version__ = "2"


def show():
    receipts = __name__.rpartition(".")[2]
    return receipts
