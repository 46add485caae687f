"""The till."""


def main():
    """Open it."""
