"""The service: uvicorn shop.main:app"""

from fastapi import FastAPI, HTTPException

from shop.database import Session
from shop.models import Order

app = FastAPI(title="Shop", version="2.0.0")


@app.get("/orders/{number}")
def order(number: int) -> dict[str, str | int]:
    """One order."""
    with Session() as session:
        found = session.get(Order, number)
        if found is None:
            raise HTTPException(404)
        return {"number": found.id, "customer": found.customer}
