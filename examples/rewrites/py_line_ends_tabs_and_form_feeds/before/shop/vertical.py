X = 'a b'; from shop.preview import loyalty
Y = 'ab'; Z = 'shop.preview.loyalty'
W = ''; import shop.preview.loyalty.points
