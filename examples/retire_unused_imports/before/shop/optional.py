try:
    import shop.preview.gold  # noqa: F401
except ImportError:
    pass

VALUE = 1
