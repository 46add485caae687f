from loyalty_points.book import Book


def app():
    return Book("loyalty_points")
