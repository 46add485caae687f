"""What a source of evidence is: a module that knows one kind of file."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.fact import Fact

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.sources.whose import Whose

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

    @property
    def whose(self) -> "Whose":
        """Which feature a test, a file or a module of the host belongs to."""
        from coldframe.prove.sources.whose import whose_of

        return whose_of(self.host)

    @property
    def only(self) -> "Feature | None":
        """The one feature of which facts are wanted: what does not say whose it is, is its."""
        return self.features[0] if len(self.features) == 1 else None

    def wanted(self, features: "Iterable[Feature]") -> "list[Feature]":
        """Those of ``features`` of which facts are wanted."""
        modules = {feature.module for feature in self.features}
        return [feature for feature in features if feature.module in modules]

    def text(self) -> str:
        """The file as text; a byte order mark is no part of it."""
        return self.data.decode("utf-8-sig", "replace")

    def json(self) -> Any:
        """The file as JSON. Raises Mistake with the line of what is none."""
        import json

        try:
            return json.loads(self.text())
        except ValueError as error:
            said = getattr(error, "msg", str(error))
            raise self.mistake(
                f"this is no JSON: {said}", line=getattr(error, "lineno", 0)
            ) from None
        except RecursionError:
            raise self.mistake("this JSON is nested too deeply") from None

    def mistake(self, what: str, remedy: str = "", line: int = 0) -> Mistake:
        """That something in this file is wrong."""
        usual = "Give the file as its tool wrote it."
        return Mistake(what, remedy or usual, self.name, line or None)


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
