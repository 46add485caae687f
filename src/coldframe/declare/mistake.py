"""A user's mistake, told in two lines: what and where, then what to do."""


class Mistake(Exception):
    """Bad input: settings, a declaration, an argument. The command line exits with 2.

    ``what`` says what is wrong, with the offending value; ``remedy`` what to do,
    if possible the command or the line to write.  ``path`` (relative to the host's
    root) and ``line`` (from 1) say where, when there is a where.
    """

    def __init__(
        self, what: str, remedy: str = "", path: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.path = path
        self.line = line

    def __str__(self) -> str:
        where = "" if self.path is None else self.path
        if where and self.line is not None:
            where = f"{where}:{self.line}"
        first = f"{where}: {self.what}" if where else self.what
        return f"{first}\n  {self.remedy}" if self.remedy else first
