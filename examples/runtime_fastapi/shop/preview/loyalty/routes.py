"""The routes of loyalty points."""

from fastapi import APIRouter

router = APIRouter()


@router.get("/points/{price}")
def points(price: int) -> dict[str, int]:
    """The points for a purchase."""
    return {"points": price // 10}
