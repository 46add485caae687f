def f():
    import loyalty.points
    return loyalty.points

loyalty = f()
print(loyalty.points)
