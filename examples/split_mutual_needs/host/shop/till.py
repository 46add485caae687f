try:
    from shop.preview import gifts
except ImportError:
    gifts = None
