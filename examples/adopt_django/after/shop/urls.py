from django.urls import include, path

urlpatterns = [path("reviews/", include("shop.preview.customer_reviews.urls"))]
