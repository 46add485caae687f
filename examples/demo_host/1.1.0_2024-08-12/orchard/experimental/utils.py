"""What several experiments share."""


def normal(name: str) -> str:
    return name.strip().lower()
