import shop.customers.cards.points

class A:
    x = shop.customers.cards.points.Points
    y = 1
