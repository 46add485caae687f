from shop import loyalty
X = "é"; from shop.loyalty import points
