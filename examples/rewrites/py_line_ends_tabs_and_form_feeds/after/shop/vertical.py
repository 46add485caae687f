X = 'a b'; from shop.customers import cards as loyalty
Y = 'ab'; Z = 'shop.customers.cards'
W = ''; import shop.customers.cards.points
