import loyalty
import loyalty.points


def f(shop):
    return loyalty.points.X, shop


def g():
    shop = loyalty.points
    return shop.X, loyalty.points


def h():
    return loyalty.points


class A:
    shop = 1
    x = loyalty.points

    def f(self):
        return loyalty.points


print([loyalty.points for shop in ()], [loyalty for shop in ()], lambda shop: loyalty, f"{loyalty.points}")
