import shop.preview.cards
import shop.preview.cards.points


def f(shop):
    return loyalty.points.X, shop


def g():
    shop = loyalty.points
    return shop.X, loyalty.points


def h():
    return shop.preview.cards.points


class A:
    shop = 1
    x = loyalty.points

    def f(self):
        return shop.preview.cards.points


print([loyalty.points for shop in ()], [loyalty for shop in ()], lambda shop: loyalty, f"{shop.preview.cards.points}")
