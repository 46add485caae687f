# Near miss: __all__ of a package without such a module
import host

__all__ = ["preview"]
preview = 3
