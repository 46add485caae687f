# Near miss: a keyword argument and a parameter
import host


def render(preview=False, *, experimental=None):
    return host.show(preview=preview)
