class Parcel:
    pass
