import shop.preview.loyalty
