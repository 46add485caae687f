from fastapi import APIRouter

from service.labs.search import index

router = APIRouter()


@router.get("/search")
def search(part: str) -> list[str]:
    return index.find(part)
