"""Golden cards.

This is about shop.preview.gold, and not about shop.preview.gold_card.
"""
