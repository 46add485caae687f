"""The tables of loyalty points."""

from django.db import models


class Points(models.Model):
    """What a purchase earned; the order may go without asking this feature."""

    order = models.ForeignKey("orders.Order", on_delete=models.CASCADE, db_constraint=False)
    points = models.IntegerField()
