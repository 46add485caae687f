"""Trees and what they bore."""


class Tree:
    """One tree."""

    def __init__(self, sort: str) -> None:
        self.sort = sort
        self.crates = 0
