from django.conf import settings


def points(get_response):
    def middleware(request):
        response = get_response(request)
        response["Points"] = str(settings.LOYALTY_RATE)
        return response

    return middleware
