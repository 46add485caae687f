"""The Python API of a feature: its functions and classes warn, and say so in ``help()``.

Type checkers know two decorators by their names and read nothing but a literal in their call
(PEP 702).  So `preview` is one of the two for them, and ours when the program runs::

    @preview("Loyalty points is a preview feature.")
    def points(price: int) -> int: ...

mypy (``--enable-error-code deprecated``) and pyright (``reportDeprecated``) then show the text
wherever ``points`` is used.  `Previews.api` does the same at run time, in the words of the
declaration, and no type checker sees it.
"""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from coldframe.declare.label import sentence
from coldframe.runtime.gate import hosts
from coldframe.runtime.labels.claimed import marked
from coldframe.runtime.warned import PreviewWarning
from coldframe.runtime.wrapped import wrapped

if TYPE_CHECKING:
    from typing_extensions import deprecated as preview

    from coldframe.runtime.gate import Gate
else:

    def preview(text: str) -> Callable[[T], T]:
        """A decorator for a function or class of a feature; ``text`` is what is warned.

        The feature is the one that the module belongs to.
        """

        def decorate(target: T) -> T:
            for previews in hosts():
                name = previews.owner(target.__module__)
                if name:
                    return _labelled(target, text, previews, name)
            return target  # no `Previews`, or a broken declaration: the host goes on

        return decorate


__all__ = ["api", "category", "preview"]

T = TypeVar("T")
_categories: dict[tuple[str, str], type[PreviewWarning]] = {}


def api(previews: Gate, name: str) -> Callable[[T], T]:
    """The decorator behind `Previews.api`."""
    short = previews.feature(name)
    declaration = previews.declaration(short)
    text = sentence((declaration and declaration.title) or short, previews.label)
    return lambda target: _labelled(target, text, previews, short)


def category(previews: Gate, name: str) -> type[PreviewWarning]:
    """The category of warnings about one feature, for filters: always the same class."""
    key = previews.tree, previews.feature(name)
    if key not in _categories:
        title = "".join(part.title() for part in key[1].split("_"))
        inside = {"__module__": __name__, "__reduce__": _plain}
        kind = type(f"{title}PreviewWarning", (PreviewWarning,), inside)
        _categories.setdefault(key, kind)
    return _categories[key]


def _plain(warning: PreviewWarning) -> tuple[type[PreviewWarning], tuple[Any, ...]]:
    """A warning that is pickled: another process may not know the feature's category."""
    return PreviewWarning, warning.args


def __getattr__(name: str) -> type[PreviewWarning]:
    """For those who look for the category by its name, as pytest-xdist in its main process."""
    if name.endswith("PreviewWarning"):
        return PreviewWarning
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _labelled(target: Any, text: str, previews: Gate, name: str) -> Any:
    kind = category(previews, name)

    def warn() -> None:
        # 1 is this function, 2 what we put around the target, 3 who uses it.
        if previews.owner(sys._getframe(2).f_globals.get("__name__", "")) != name:
            warnings.warn(text, kind, stacklevel=3)

    if isinstance(target, type):
        _label_class(target, warn)
    else:
        target = wrapped(target, nullcontext, warn)
    target.__doc__ = marked(target.__doc__ or "", previews.label)
    target.__deprecated__ = text  # where PEP 702 has it; editors and doc tools look there
    return target


def _label_class(target: Any, warn: Callable[[], None]) -> None:
    """Warn when an object is made of the class itself, and when it is derived from."""
    if target.__init__ is not object.__init__:
        init = target.__init__

        @functools.wraps(init)
        def labelled_init(self: Any, *args: Any, **kwargs: Any) -> None:
            if type(self) is target:
                warn()
            init(self, *args, **kwargs)

        target.__init__ = labelled_init
    else:
        new = target.__new__

        @functools.wraps(new)
        def labelled_new(kind: Any, /, *args: Any, **kwargs: Any) -> Any:
            if kind is target:
                warn()
            if new is not object.__new__:
                return new(kind, *args, **kwargs)
            if kind.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{kind.__name__}() takes no arguments")
            return new(kind)

        target.__new__ = staticmethod(labelled_new)
    own = target.__dict__.get("__init_subclass__")

    def labelled_subclass(kind: Any, /, **kwargs: Any) -> None:
        warn()
        if own is not None:
            own.__get__(None, kind)(**kwargs)
        else:
            super(target, kind).__init_subclass__(**kwargs)

    target.__init_subclass__ = classmethod(labelled_subclass)
