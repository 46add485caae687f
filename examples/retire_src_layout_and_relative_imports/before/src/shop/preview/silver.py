from .gold import rates  # noqa: F401
from .gold.rates import Gold


class Silver(Gold):
    pass
