# Form: lazy_loader
import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["preview"],
    submod_attrs={"preview.vpn": ["Driver"]},
)
