def f():
    import cards.points
    return cards.points

loyalty = f()
print(loyalty.points)
