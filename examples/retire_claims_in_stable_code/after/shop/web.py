from fastapi import APIRouter

router = APIRouter(prefix="/gold")


@router.get("/rates")
def rates():
    return []
