from shop.preview.customer_reviews import views


def count(get_response):
    def middleware(request):
        views.COUNTED.append(request)
        return get_response(request)

    return middleware
