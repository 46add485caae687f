from django.http import JsonResponse

from .models import Card


def cards(request):
    return JsonResponse({"cards": Card.objects.count()})
