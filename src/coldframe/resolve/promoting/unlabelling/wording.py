"""What is certainly the label of one feature in a text, and what only may be.

Certain is a mark at the beginning or end of a text (``[preview] …``, ``Preview: …``, ``…
(preview)``), the sentence that ``coldframe new`` writes, and a sentence that says nothing
but that the feature is a preview and what follows from that.  "A preview of the image" and
"print preview" are about previews, and no label.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from coldframe.declare.label import sentence

# What is a label in any host; "preview", "alpha" and "beta" are ordinary words in most texts.
_USUAL = (r"experimental", r"incubating", r"(?:tech|technology|technical)[\s-]+preview")
_KINDS = (
    r"features?|options?|commands?|apis?|modules?|packages?|classes|class|functions?|support|"
    r"versions?|releases?|stage|state|status|quality|software|pages?"
)
# What a sentence about a preview goes on with, and what the next one says.
_CONSEQUENCE = re.compile(
    r"\b(?:may|might|can|could|will|would)\s+(?:\w+\s+){0,3}?"
    r"(?:chang(?:e|ed)|removed|break|disappear|dropped|deleted|go)"
    r"(?=\s*(?:$|[.,;!]|(?:or|and|in|at|without|between|before|with|later|until)\b))"
    r"|\bsubject to change|\b(?:unstable|off by default)\b"
    r"|\bnot (?:yet |considered )?(?:stable|final)\b|\bno guarantees?\b"
    r"|\b(?:at your own risk|with (?:care|caution))\b|\bnot .{0,30}for production\b",
    re.IGNORECASE | re.DOTALL,
)
_DENIAL = re.compile(r"\b(?:no longer|not|never|isn't|non)(?:\s+(?:an?|in|yet))*[\s-]+\Z", re.I)
_INFORMATION = re.compile(r"https?://|`|\]\(|\|\w")


class Cut(NamedTuple):
    """``text[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: str = ""


def apart(cuts: list[Cut]) -> list[Cut]:
    """``cuts`` in order; of two that meet, the first."""
    kept: list[Cut] = []
    for cut in sorted(cuts):
        if not kept or kept[-1].end <= cut.start:
            kept.append(cut)
    return kept


class Wording:
    """The label ``word`` of the feature that is called ``titles``."""

    def __init__(self, word: str, titles: tuple[str, ...]) -> None:
        self.word = word or "preview"
        own = r"[\s-]+".join(map(re.escape, self.word.split()))
        word_here = rf"(?:{'|'.join((own, *_USUAL))})(?:\s+(?:feature|only))?"
        word_first = rf"(?:{'|'.join((own, *_USUAL, 'preview'))})(?:\s+(?:feature|only))?"
        self._first = re.compile(
            rf"\s*(?:\[{word_first}\](?![(\[]|:\s*http)|\({word_first}\)"
            rf"|\*\*[\[(]?{word_first}[\])]?[.:]?\*\*)(?:\s*[:.–—]|\s+--?(?=\s))?\s*"
            rf"|\s*(?P<bare>{word_first})(?:\s*[:–—]|\s+--?|\.)\s+",
            re.IGNORECASE,
        )
        self._last = re.compile(
            rf"(?<=\S)(?:\s+\[{word_here}\](?![(\[])|\s*\({word_here}\))(?=[.!]?\s*\Z)",
            re.IGNORECASE,
        )
        self._titled = re.compile(
            rf"(?:{'|'.join(re.escape(title) for title in titles if title) or '(?!)'})"
            rf"(\s+(?:\[{word_here}\](?![(\[:])|\({word_here}\)))"
        )
        self._name_of_block = re.compile(rf"\W*{word_first}\W*", re.IGNORECASE)
        exact = {sentence(title, self.word) for title in titles if title}
        exact |= {e.replace("\\", "\\\\").replace('"', '\\"') for e in exact}
        self._exact = re.compile(
            "|".join(r"\s+".join(map(re.escape, text.split())) for text in sorted(exact)) or "(?!)"
        )
        named = "|".join(re.escape(title) for title in titles if title) or "(?!)"
        self._tells = re.compile(
            rf"(?:(?:this|these|the)(?:\s+[\w-]+){{0,3}}|it|{named})\s+(?:is|are|remains?)\s+"
            r"(?:(?:still|currently|an?|in|considered|available|provided|released|as)\s+)*"
            rf"(?:{word_here})(?:\s+(?:{_KINDS}))?(?P<rest>(?:[.!,;:]|\s+(?:and|so|which)\b).*|)\Z",
            re.IGNORECASE | re.DOTALL,
        )
        self._mention = re.compile(
            rf"(?<![\w/!\])])[\[(<*]\s*(?:{own})\s*[\])>*](?!\()|(?<![\w./:=-])(?:{'|'.join(_USUAL)})(?:ly)?(?![\w/-]|\.\w)"
            rf"|(?<![\w./:-])(?:{own})\s+(?:{_KINDS})\b"
            rf"|\b(?:is|are|as|still|in)\s+(?:an?\s+)?(?:{own})\b(?!\s+(?:of|for|image|mode)\b)"
            r"(?![\w/]|[.:-]\w)",
            re.IGNORECASE,
        )

    def may_say(self, text: str) -> bool:
        """Whether anything in ``text`` can be the label, at little cost."""
        lower = text.lower()
        own = max(self.word.lower().split(), key=len)
        return any(hint in lower for hint in (own, "preview", "experimental", "incubating"))

    def at_the_start(self, text: str) -> Cut | None:
        """The mark before everything else."""
        found = self._first.match(text)
        if found is None or found.end() >= len(text.rstrip()):
            return None  # without it nothing would be left
        kept = re.match(r"\s*", text)
        start, end = kept.end() if kept else 0, found.end()
        if found["bare"] and found["bare"][0].isupper() and text[end].islower():
            return Cut(start, end + 1, text[end].upper())
        return Cut(start, end)

    def at_the_end(self, text: str) -> Cut | None:
        """The mark behind everything else."""
        found = self._last.search(text)
        return Cut(found.start(), found.end()) if found else None

    def sentences(self, text: str) -> list[Cut]:
        """The sentences that ``coldframe new`` has written, with the blanks before them."""
        cuts = []
        for found in self._exact.finditer(text):
            start = found.start()
            while start and text[start - 1] in " \t":
                start -= 1
            cuts.append(Cut(start, found.end()))
        return cuts

    def titled(self, text: str) -> list[Cut]:
        """The marks directly behind the title of the feature."""
        return [Cut(*found.span(1)) for found in self._titled.finditer(text)]

    def is_name(self, text: str) -> bool:
        """Whether ``text``, the heading of a block, is the label and nothing else."""
        return self._name_of_block.fullmatch(text) is not None

    def is_label(self, text: str, named: bool = False) -> bool:
        """Whether the sentences of ``text`` say that this is a preview, and nothing else.

        ``named``: something above them has said that already.
        """
        text = " ".join(self._exact.sub("", text).split())
        if not text:
            return True
        if _INFORMATION.search(text):
            return False
        told = named
        for one in re.split(r"(?<=[.!])\s+", text):
            found = self._tells.match(one)
            if found and (not found["rest"].strip(" .!") or _CONSEQUENCE.search(found["rest"])):
                told = True
            elif not _CONSEQUENCE.search(one) and not self.is_name(one):
                return False
            elif self.is_name(one):
                told = True
        return told

    def mentions(self, text: str) -> list[int]:
        """Where ``text`` seems to speak of a preview, certain or not."""
        found = (one.start() for one in self._mention.finditer(text))
        return [at for at in found if not _DENIAL.search(text[max(0, at - 30) : at])]
