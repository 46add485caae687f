from shop.models import Customer


def test_customers_have_names():
    assert Customer(name="Ada").name == "Ada"
