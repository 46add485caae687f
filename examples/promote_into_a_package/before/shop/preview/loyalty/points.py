from ...customers.people import Person


class Points(Person): ...


def worth(points: Points) -> int:
    return 1
