"""One place outside of a feature at which it hooks in."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

from coldframe.declare.feature import Feature


class Way(NamedTuple):
    """How a hook takes its place (``done``), and what comes of it when another does so, too.

    ``alone`` is whether the place has room for one; else the order decides.  ``by_name``: the
    place is a name, and another one would do.
    """

    done: str
    outcome: str
    alone: bool = True
    by_name: bool = False


REPLACED = Way("replaced", "the last one wins, and the other one is gone")
WRAPPED = Way("wrapped", "the last one is called first", alone=False)
FILLED = Way("set", "the last one wins, and nothing says so")
REFUSED = Way("registered", "with both on, the second one is refused")
NAMED = REFUSED._replace(by_name=True)
IGNORED = Way("used", "the second one is never connected, and nothing says so", by_name=True)
ANSWERED = Way("answered", "the one that is asked first keeps the other from being asked")
WRITTEN = Way("written", "the one that is called last wins", alone=False)
CHANGED = Way("changed", "which of them sees the other's result depends on imports", alone=False)
FIRST = Way("claimed", "both ask to be called first, and the one registered last is", alone=False)
LAST = Way("claimed", "both ask to be called last, and the one registered last is", alone=False)


class Hook(NamedTuple):
    """``feature`` hooks in at ``path:line``; hooks with one ``key`` are at the same place.

    ``point`` is what people call the place, ``outside`` the dotted names that it is made of:
    what belongs to one of two features is no place where they meet.  ``value`` is what is put
    there, where it is a constant.  ``certain`` is False for what is done on a condition.
    ``by_argument`` hooks are put into an object that somebody hands over.
    """

    key: tuple[str, ...]
    point: str
    way: Way
    feature: Feature
    path: str
    line: int
    outside: tuple[str, ...] = ()
    value: str = ""
    certain: bool = True
    by_argument: bool = False
