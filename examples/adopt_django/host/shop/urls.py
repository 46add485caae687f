from django.urls import include, path

urlpatterns = [path("reviews/", include("reviews.urls"))]
