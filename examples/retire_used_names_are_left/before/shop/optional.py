try:
    from shop.preview.gold import Gold
except ImportError:
    Gold = None
