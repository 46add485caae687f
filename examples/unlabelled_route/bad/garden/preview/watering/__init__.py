"""Waters each bed when its soil is dry."""

from fastapi import APIRouter

router = APIRouter(prefix="/beds")
plans = APIRouter(prefix="/plans", tags=["preview"])


@router.get("/{bed}/soil")
def soil(bed: str) -> float:
    """How wet the soil of a bed is."""
    return 0.3


@router.post("/{bed}/water", description="Water a bed (preview).")
def water(bed: str) -> None:
    """Shown in the code only."""


@router.delete("/{bed}/water")
def stop(bed: str) -> None: ...


@plans.get("/")
def plan() -> list[str]:
    return []
