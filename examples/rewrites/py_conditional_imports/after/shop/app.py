try:
    from shop.customers import cards as loyalty
except ImportError:
    loyalty = None

try: import shop.customers.cards.points as points
except ImportError: points = None

if True:
    from shop.customers.cards import points as first
elif False:
    from shop.customers.cards import points as second
else:
    import shop.customers.cards

for name in ("a",):
    if name == "b":
        from .customers import cards as third
        break
else:
    from .customers.cards import points as fourth

with open(__file__) as file: from shop.customers import cards as fifth

has_loyalty = loyalty is not None and hasattr(loyalty, "points")


def late(shop=None):
    if shop is None:
        import shop.customers.cards.points
    return shop.customers.cards.points
