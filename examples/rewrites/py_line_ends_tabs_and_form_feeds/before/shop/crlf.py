import shop.preview.loyalty.points
from shop.preview import (
	loyalty,
)


def f():
	from .preview.loyalty import \
		points
	return shop.preview.loyalty. \
		points.Points, 'shop.preview.loyalty.points'
