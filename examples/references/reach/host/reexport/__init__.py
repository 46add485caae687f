# Form: re-export through __init__
from ..preview.vpn import Driver

__all__ = ["Driver"]
