"""The models, with the database of pytest-django."""

import pytest
from django.contrib.auth.models import User

from shop.orders.models import Order


@pytest.mark.django_db
def test_order() -> None:
    Order.objects.create(customer=User.objects.create(username="Ada"))
    assert Order.objects.get().customer.username == "Ada"


@pytest.mark.django_db
def test_the_migrations_left_this_database_alone(coldframe_histories) -> None:
    (history, *_) = coldframe_histories
    assert {"orders_order", "loyalty_points"} <= history.tables.keys()
    assert not Order.objects.exists()
