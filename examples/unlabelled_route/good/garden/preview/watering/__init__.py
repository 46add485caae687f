"""Waters each bed when its soil is dry."""

from fastapi import APIRouter

router = APIRouter(prefix="/beds", tags=["preview"])
valves = APIRouter(prefix="/valves")
claimed = APIRouter(prefix="/water")


@router.get("/{bed}/soil")
def soil(bed: str) -> float:
    """How wet the soil of a bed is."""
    return 0.3


@valves.post("/turn", include_in_schema=False)
def turn() -> None:
    """Turn every valve once."""


@claimed.get("/{bed}")
def water(bed: str) -> None:
    """Water a bed; the label comes from the runtime, because the declaration claims the route."""
