def near(place):
    return place in ('here', 'there')
