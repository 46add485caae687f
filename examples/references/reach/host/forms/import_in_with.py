# Form: inside with
import contextlib

with contextlib.suppress(ImportError):
    from host.preview import vpn
