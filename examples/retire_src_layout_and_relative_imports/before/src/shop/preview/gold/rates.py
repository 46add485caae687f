from . import Gold
