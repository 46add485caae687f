from ...store import WORDS


def find(part: str) -> list[str]:
    return [word for word in WORDS if part in word]
