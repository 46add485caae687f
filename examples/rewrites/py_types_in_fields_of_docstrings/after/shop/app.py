def pay(points, card, more):
    """Pay.

    :param points: what shop.preview.loyalty.points is about
    :type points: shop.loyalty.points.Points
    :param shop.loyalty.points.Points card: a card
    :type more: list[shop.loyalty.points.Points] or None
    :raises shop.loyalty.points.Points: never
    :returns: shop.preview.loyalty.points.Points, at times
    :rtype: shop.loyalty.points.Points
    """
