from shop.preview import gold
from shop.preview.gold import Gold


def total(gold):
    return gold.price


def make(kinds):
    return [Gold for Gold in kinds]
