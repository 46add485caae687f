import shop.preview.loyalty.points

if (found := shop.preview.loyalty.points.Points) is not None:
    print(found)


@shop.preview.loyalty.points.Points
class Card(shop.preview.loyalty.points.Points, metaclass=shop.preview.loyalty.points.Points):
    kind = shop.preview.loyalty.points.Points
    shop = 1
    there = shop.preview


@shop.preview.loyalty.points.Points()
async def pay(card=shop.preview.loyalty.points.Points, *, other: shop.preview.loyalty.points.Points):
    async with shop.preview.loyalty.points.Points() as a, shop.preview.loyalty.points.Points() as b:
        yield a, b
    del shop.preview.loyalty.points.Points.x
    shop.preview.loyalty.points.Points.x = 1
    shop.preview.loyalty.points.Points.x += 1
    lambda shop: shop.preview.loyalty.points
    lambda x=shop.preview.loyalty.points: x
    [shop.preview.loyalty.points.Points for _ in shop.preview.loyalty.points.Points]
    [shop.preview.loyalty for shop in ()]
    {**shop.preview.loyalty.points.Points.__dict__}
    return (shop.preview.loyalty
            .points.Points)


def outer():
    shop = None

    def inner():
        nonlocal shop
        return shop.preview.loyalty

    def again():
        global shop
        return shop.preview.loyalty


def see(thing):
    match thing:
        case shop.preview.loyalty.points.Points():
            return 1
        case shop.preview.loyalty.points.Points(x=1) | [shop.preview.loyalty.points.Points(), *_]:
            return 2
        case shop.preview.loyalty.points.LIMIT:
            return 3
        case {"a": shop.preview.loyalty.points.Points() as found, **rest}:
            return found, rest


def shadowed(thing):
    match thing:
        case [shop]:
            return shop.preview.loyalty


try:
    pass
except shop.preview.loyalty.points.Points as error:
    raise shop.preview.loyalty.points.Points from error
assert shop.preview.loyalty.points, shop.preview.loyalty.points.Points
print(f"{shop.preview.loyalty.points.Points} {shop.preview.loyalty.points.Points!r:>{shop.preview.loyalty.points.LIMIT}}")
