from ...money import EUR


class Points:
    def worth(self) -> int:
        return EUR
