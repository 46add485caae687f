"""The service answers."""

from fastapi.testclient import TestClient

from shop.database import Base, Session, engine
from shop.main import app
from shop.models import Order


def test_order() -> None:
    Base.metadata.create_all(engine)
    with Session.begin() as session:
        session.add(Order(id=7, customer="Ada"))
    assert TestClient(app).get("/orders/7").json() == {"number": 7, "customer": "Ada"}


def test_models_are_those_that_were_imported(coldframe_histories) -> None:
    """The migrations ran in this process, and left its modules alone."""
    import shop.models

    assert shop.models.Order is Order
    (history, *_) = coldframe_histories
    assert [chapter.revision.id for chapter in history.chapters] == ["001", "002", "003"]
    assert {"orders", "loyalty_points"} <= history.tables.keys()
