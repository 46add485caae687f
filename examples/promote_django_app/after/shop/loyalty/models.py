from django.db import models


class Card(models.Model):
    points = models.IntegerField(default=0)
