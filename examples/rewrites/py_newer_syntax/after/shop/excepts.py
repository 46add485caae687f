try:
    import shop.loyalty.points
except ImportError, ValueError:
    pass
