import loyalty
import loyalty.points
import loyalty as l
from loyalty import points


def pay(loyalty):
    return loyalty.points


def use(x=loyalty):
    loyalty = x
    return loyalty.points


def see():
    for loyalty in ():
        print(loyalty.points)
    print({"loyalty": loyalty}, dict(loyalty=1), x.loyalty, "loyalty", "loyalty.points", "loyalty card", "loyalty-card")


def get():
    return loyalty.points, [loyalty], loyalty


def comprehension():
    return [loyalty.points for loyalty in ()] + [loyalty.points for x in loyalty.points]


class Loyalty:
    loyalty = loyalty.points
    other = loyalty.points

    def pay(self):
        del loyalty.points.x
        return self.loyalty, loyalty.points


print(loyalty.points, f"{loyalty.points} {loyalty}", f"loyalty.{l}")
