try:
    import cards as loyalty
except ImportError:
    loyalty = None

if loyalty:
    print(loyalty.points)
