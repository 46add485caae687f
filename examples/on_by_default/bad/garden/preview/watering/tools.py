class Hose:
    """A hose."""
