from django.db import models


class Review(models.Model):
    text = models.TextField()
    answer_to = models.ForeignKey("reviews.Review", null=True, on_delete=models.CASCADE)
