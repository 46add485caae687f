__import__("loyalty.points")
package = __import__("loyalty.points")
Points = __import__("loyalty.points").points.Points
points = __import__("loyalty.points", fromlist=["Points"])
