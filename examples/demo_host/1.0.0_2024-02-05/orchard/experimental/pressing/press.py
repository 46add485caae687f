"""The press."""


class Press:
    """Presses crates into litres."""

    def run(self, crates: int) -> float:
        return crates * 8.5
