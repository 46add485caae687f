from django.urls import include, path

urlpatterns = [
    path("loyalty/", include("shop.loyalty.urls")),
]
