import shop.preview.loyalty.points

shop.preview.loyalty.points
shop.money
