"""Cards.

This is a preview feature: it may change or go without notice.
"""

NAME = "shop.preview.loyalty_cards"
