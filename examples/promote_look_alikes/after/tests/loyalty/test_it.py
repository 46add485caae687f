import shop.loyalty
