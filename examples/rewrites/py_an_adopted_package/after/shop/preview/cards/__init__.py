from shop.preview.cards import points
