"""The routes of loyalty points."""

from ninja import Router

router = Router()


@router.get("/points/{price}")
def points(request, price: int) -> dict[str, int]:
    """The points for a purchase."""
    return {"points": price // 10}
