import shop.loyalty.points

if (found := shop.loyalty.points.Points) is not None:
    print(found)


@shop.loyalty.points.Points
class Card(shop.loyalty.points.Points, metaclass=shop.loyalty.points.Points):
    kind = shop.loyalty.points.Points
    shop = 1
    there = shop.preview


@shop.loyalty.points.Points()
async def pay(card=shop.loyalty.points.Points, *, other: shop.loyalty.points.Points):
    async with shop.loyalty.points.Points() as a, shop.loyalty.points.Points() as b:
        yield a, b
    del shop.loyalty.points.Points.x
    shop.loyalty.points.Points.x = 1
    shop.loyalty.points.Points.x += 1
    lambda shop: shop.preview.loyalty.points
    lambda x=shop.loyalty.points: x
    [shop.loyalty.points.Points for _ in shop.loyalty.points.Points]
    [shop.preview.loyalty for shop in ()]
    {**shop.loyalty.points.Points.__dict__}
    return (shop.loyalty
            .points.Points)


def outer():
    shop = None

    def inner():
        nonlocal shop
        return shop.preview.loyalty

    def again():
        global shop
        return shop.loyalty


def see(thing):
    match thing:
        case shop.loyalty.points.Points():
            return 1
        case shop.loyalty.points.Points(x=1) | [shop.loyalty.points.Points(), *_]:
            return 2
        case shop.loyalty.points.LIMIT:
            return 3
        case {"a": shop.loyalty.points.Points() as found, **rest}:
            return found, rest


def shadowed(thing):
    match thing:
        case [shop]:
            return shop.preview.loyalty


try:
    pass
except shop.loyalty.points.Points as error:
    raise shop.loyalty.points.Points from error
assert shop.loyalty.points, shop.loyalty.points.Points
print(f"{shop.loyalty.points.Points} {shop.loyalty.points.Points!r:>{shop.loyalty.points.LIMIT}}")
