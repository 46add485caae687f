from shop.preview.loyalty.book import Book


def app():
    return Book("loyalty_points")
