"""The routes of loyalty points."""

from flask import Blueprint

blueprint = Blueprint("loyalty", __name__)


@blueprint.get("/points/<int:price>")
def points(price: int) -> dict[str, int]:
    return {"points": price // 10}
