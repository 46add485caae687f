import shop.preview.cards.chip
from shop.payments import cash


class Card(cash.Cash):
    chip = shop.preview.cards.chip.Chip
