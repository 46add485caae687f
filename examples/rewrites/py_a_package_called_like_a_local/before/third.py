try:
    import loyalty
except ImportError:
    loyalty = None

if loyalty:
    print(loyalty.points)
