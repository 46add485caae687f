from fastapi import APIRouter

router = APIRouter()


@router.get("/search")
def search(word: str) -> dict[str, str]:
    return {"found": word}
