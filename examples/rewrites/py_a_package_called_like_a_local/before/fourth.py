try:
    import loyalty.points, os
except ImportError:
    loyalty = None

print(loyalty and loyalty.points)
