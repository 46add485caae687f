LOYALTY = __import__("shop.preview.loyalty").preview.loyalty
Points = (__import__("shop.preview.loyalty.points")
          .preview.loyalty  # the package
          .points.Points)
points = __import__("shop.preview.loyalty.points", fromlist=["Points"]).Points
shop = __import__("shop.preview.loyalty")
print(shop.preview.loyalty, shop.preview)
