from django.urls import include, path

urlpatterns = [
    path("loyalty/", include("shop.preview.loyalty.urls")),
]
