"""The wording of the label: what users are shown of a preview feature, and whether they are.

The label is one word or phrase, ``label`` in the settings (``preview`` by default).  It
belongs in everything a person reads before use: options, command-line help, docs, release
notes.  It does not belong in URLs or names, which must survive the promotion.

A text counts as labelled if it says the host's own word or one of the usual ones:

* anywhere, as whole words: *preview*, *experimental*, *incubating*, *tech preview*,
  *technology preview*, *technical preview*, *early access*;
* *alpha* and *beta* only where they name a stage (``[beta]``, ``(alpha)``, ``Beta:``, ``in
  beta``, ``beta feature``), because both are names of parameters as well.

``preview_image``, ``image-preview`` and ``pkg.preview`` are names and say nothing;
``not experimental`` and ``no longer in beta`` say the opposite.
"""

from __future__ import annotations

import re
from functools import cache

STAGES = ("preview", "experimental", "beta", "alpha", "incubating", "tech preview")
# Of ``x-stability-level``, from loose to firm; what is not named counts as stable.
LEVELS = ("draft", "alpha", "experimental", "preview", "beta", "stable")

_START = r"(?<![\w./:-])"
_END = r"(?![\w/]|[.:-]\w)"
_DENIAL = r"\b(?:no longer|not|never|isn't|un|non)(?:\s+(?:an?|in|yet))*[\s-]+$"
_SPOKEN = (
    r"previews?",
    r"(?:tech|technology|technical)[\s-]+preview",
    r"preview-(?:only|stage|quality|feature)",
    r"experimental(?:-(?:only|stage|quality|feature))?",
    r"experimentally",
    r"incubating",
    r"early[\s-]access",
)
_STAGE = (
    r"[\[(<*`]\s*(?:alpha|beta)\s*[\])>*`]",
    r"^\W*(?:alpha|beta)\s*(?::|--?\s|–|—)",
    r"\b(?:in|is|as|an?|still|of)\s+(?:(?:public|private|closed|open)\s+)?(?:alpha|beta)"
    r"(?=\s*(?:$|[.,;!)]))",
    r"\b(?:alpha|beta)[\s-]+(?:feature|option|command|version|release|stage|status|state|"
    r"quality|support|software|api|test|testing|phase|program|programme)s?\b",
)

# Every text that says one of the usual words contains one of these.
_HINTS = ("preview", "experimental", "incubating", "early", "alpha", "beta")


def says_preview(text: str, word: str = "preview") -> bool:
    """Whether ``text`` tells its reader that this is not stable yet.

    ``word`` is the host's own label, case and spacing of which do not matter.
    """
    lower = text.lower()
    own = max(word.lower().split(), key=len, default=_HINTS[0])
    if own not in lower and not any(hint in lower for hint in _HINTS):
        return False  # without the expression, which takes longer to build than all else here
    return any(not _denied(text, match.start()) for match in _pattern(word).finditer(text))


def mark(word: str = "preview") -> str:
    """The label as it is put before a help text: ``[preview]``."""
    return f"[{word}]"


def sentence(title: str, word: str = "preview") -> str:
    """The label as a sentence about a feature."""
    return (
        f"{title} is {_article(word)} {word} feature: it is off by default, and may change"
        " or be removed in any release."
    )


def banner(title: str, word: str = "preview", suffix: str = ".rst") -> str:
    """The label as it is put below the heading of a docs page.

    ``suffix`` is that of the page: Markdown (``.md``, ``.mdx``) gets a quoted block that
    every renderer shows, all other pages an admonition of reStructuredText.
    """
    name = word[:1].upper() + word[1:]
    if suffix in (".md", ".mdx", ".markdown"):
        return f"> **{name}.** {sentence(title, word)}\n"
    return f".. admonition:: {name}\n\n   {sentence(title, word)}\n"


@cache
def _pattern(word: str) -> re.Pattern[str]:
    own = r"[\s-]+".join(map(re.escape, word.split()))
    spoken = "|".join((*_SPOKEN, own) if own else _SPOKEN)
    return re.compile(
        "|".join((f"{_START}(?:{spoken}){_END}", *_STAGE)), re.IGNORECASE | re.MULTILINE
    )


def _denied(text: str, at: int) -> bool:
    return re.search(_DENIAL, text[max(0, at - 40) : at], re.IGNORECASE) is not None


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"


def level(word: str) -> str:
    """The ``x-stability-level`` of what has this label.

    It is the label itself if readers of documents know it as a level, else ``preview``: a level
    that nobody knows counts as stable.
    """
    known = word.strip().lower()
    return known if known in LEVELS[:-1] else "preview"
