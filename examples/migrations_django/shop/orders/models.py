"""The stable tables."""

from django.conf import settings
from django.db import models


class Order(models.Model):
    """What a customer bought."""

    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    note = models.CharField(max_length=200, null=True)
