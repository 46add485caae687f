from fastapi import APIRouter, Depends

from pricing import settings as _settings

router = APIRouter(prefix="/pricing", tags=["pricing"])


def weather():
    return "sun"


@router.get("/", name="pricing")
def pricing(today: str = Depends(weather)):
    return {"pricing": today, "title": _settings.settings.title}
