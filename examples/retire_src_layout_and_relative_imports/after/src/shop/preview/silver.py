from .gold.rates import Gold


class Silver(Gold):
    pass
