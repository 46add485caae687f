try:
    from shop.preview import loyalty
except ImportError:
    loyalty = None

try: import shop.preview.loyalty.points as points
except ImportError: points = None

if True:
    from shop.preview.loyalty import points as first
elif False:
    from shop.preview.loyalty import points as second
else:
    import shop.preview.loyalty

for name in ("a",):
    if name == "b":
        from .preview import loyalty as third
        break
else:
    from .preview.loyalty import points as fourth

with open(__file__) as file: from shop.preview import loyalty as fifth

has_loyalty = loyalty is not None and hasattr(loyalty, "points")


def late(shop=None):
    if shop is None:
        import shop.preview.loyalty.points
    return shop.preview.loyalty.points
