"""What a source of evidence is: a module that knows one kind of file."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.fact import Fact

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

HEAD = 65536  # bytes of a file by which its kind is recognised


class Source(NamedTuple):
    """``name`` is the word of ``--as`` and the name of the module, ``title`` for people.

    With ``once`` a file tells of one state of the code, so that recording it for another one is
    refused: results of tests.  Without, it is true of whatever it is recorded for: who uses a
    feature, a review.
    """

    name: str
    title: str
    once: bool = True


class Given(NamedTuple):
    """One file, and what all facts in it have in common.

    ``features`` are those of which facts are wanted: the named one, or all of the host.
    ``digests`` is the digest of each of them by module, at ``commit``.
    """

    name: str  # as it was named, for messages
    data: bytes
    host: "Host"
    features: "tuple[Feature, ...]"
    digests: "dict[str, str]"
    run: str
    commit: str = ""
    time: str = ""  # what the file does not say itself; empty: now
    source: str = ""

    def fact(
        self,
        feature: "Feature",
        kind: str,
        subject: str,
        outcome: str,
        value: float | None = None,
        **more: Any,
    ) -> Fact:
        """A fact of this file; ``more`` are other fields of ``Fact``, an empty time is that of all.

        ``detail`` may be a dictionary.
        """
        detail = more.pop("detail", "")
        if not isinstance(detail, str):
            import json

            detail = json.dumps(detail, ensure_ascii=False, sort_keys=True)
        ours = {
            "run": self.run,
            "source": self.source or self.name,
            "commit": self.commit,
            "digest": self.digests.get(feature.module, ""),
            "time": self.time,
        }
        filled = {**ours, **{key: said for key, said in more.items() if said or key not in ours}}
        return Fact(feature.module, kind, subject, outcome, value, detail=detail, **filled)

    def mistake(self, what: str, remedy: str = "", line: int | None = None) -> Mistake:
        """That something in this file is wrong."""
        return Mistake(what, remedy, self.name, line)


class SourceModule(Protocol):
    """A module of ``coldframe.prove.sources``, or of a plugin."""

    SOURCE: Source

    def recognises(self, head: bytes, name: str) -> bool:
        """Whether a file that begins with ``head`` (up to HEAD bytes) is of this kind."""
        ...

    def read(self, given: Given) -> Iterable[Fact]:
        """The facts in ``given``, by ``given.fact``.

        Raises Mistake (``given.mistake``) for a file that is broken, or not what it claims.
        """
        ...
