LOYALTY = __import__("shop.loyalty").loyalty
Points = (__import__("shop.loyalty.points")
          .preview.loyalty  # the package
          .points.Points)
points = __import__("shop.loyalty.points", fromlist=["Points"]).Points
shop = __import__("shop.loyalty")
print(shop.preview.loyalty, shop.preview)
