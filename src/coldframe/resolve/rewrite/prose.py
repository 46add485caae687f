"""Whether a single word that is called like a module certainly is a word of a sentence."""

from __future__ import annotations

import re

# Words that sentences have, and neither lists of modules nor code nor command lines.
_GRAMMAR = re.compile(r"\b(?:an?|the|of|to|by|this|that|its?|are|was|has|be)\b", re.IGNORECASE)
_COMMAND_OR_CODE = re.compile(r"(?:^|\s)-|[;|&$<>=()\[\]]")
_HOLE = re.compile(r"\{[^{}]*\}")
_SAYS_MODULE = re.compile(r"\b(?:import|from|modules?|packages?|python)[\s\"'`]*$")


def is_word(text: str, start: int, end: int) -> bool:
    """Whether what is between two places of a string is a word, and names no module.

    That is so in a line of three words or more with one that only sentences have, and where it
    is the name of a field: ``%(word)s``, ``{word}``.
    """
    if text[:start].endswith("%(") and text.startswith(")", end):
        return True
    if text[:start].endswith("{") and text[end : end + 1] in ("}", "!", ":"):
        return True
    first = text.rfind("\n", 0, start) + 1
    line = _HOLE.sub("_", text[first:].partition("\n")[0])
    is_module = _SAYS_MODULE.search(text[first:start]) or re.match(r":\w", text[end:])
    if len(line.split()) < 3 or is_module or _COMMAND_OR_CODE.search(line):
        return False
    return _GRAMMAR.search(line) is not None
