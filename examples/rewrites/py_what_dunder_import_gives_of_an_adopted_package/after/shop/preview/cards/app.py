__import__("shop.preview.cards.points")
package = __import__("shop.preview.cards.points")
Points = __import__("shop.preview.cards.points").points.Points
points = __import__("shop.preview.cards.points", fromlist=["Points"])
