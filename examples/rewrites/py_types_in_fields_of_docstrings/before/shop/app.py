def pay(points, card, more):
    """Pay.

    :param points: what shop.preview.loyalty.points is about
    :type points: shop.preview.loyalty.points.Points
    :param shop.preview.loyalty.points.Points card: a card
    :type more: list[shop.preview.loyalty.points.Points] or None
    :raises shop.preview.loyalty.points.Points: never
    :returns: shop.preview.loyalty.points.Points, at times
    :rtype: shop.preview.loyalty.points.Points
    """
