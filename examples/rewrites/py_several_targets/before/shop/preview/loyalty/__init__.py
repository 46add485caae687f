from shop.preview.loyalty import policies
