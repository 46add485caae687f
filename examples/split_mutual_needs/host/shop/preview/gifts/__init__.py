from shop.preview import loyalty
