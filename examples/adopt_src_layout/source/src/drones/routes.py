class Route:
    pass


def name(parcel):
    return f"drones/{parcel}"  # a key of the depot, no path
