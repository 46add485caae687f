# Part of a feature; a relative import of its own is no reference.
from . import shell


class Plugin:
    main = shell.main
