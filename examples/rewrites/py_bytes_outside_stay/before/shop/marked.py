from shop.preview import loyalty
X = "é"; from shop.preview.loyalty import points
