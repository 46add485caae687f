try:
    import shop.preview.loyalty.points
except ImportError, ValueError:
    pass
