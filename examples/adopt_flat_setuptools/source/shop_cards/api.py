import shop_cards.chip
from shop.payments import cash


class Card(cash.Cash):
    chip = shop_cards.chip.Chip
