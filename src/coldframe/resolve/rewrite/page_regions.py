"""Which lines of a page are prose, and which are code, and in what language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PROSE, PYTHON, CONSOLE, LITERAL, TOCTREE = "prose", "python", "console", "literal", "toctree"

_LANGUAGES = {
    **dict.fromkeys(("python", "python3", "py", "pycon", "python-repl", "ipython", "py3"), PYTHON),
    **dict.fromkeys(
        ("ipython3", "testcode", "doctest", "plot", "pyodide", "jupyter-execute"), PYTHON
    ),
    **dict.fromkeys(("code-cell",), PYTHON),
    **dict.fromkeys(("console", "bash", "sh", "shell", "shell-session", "zsh", "make"), CONSOLE),
    **dict.fromkeys(("doscon", "bat", "powershell", "dockerfile", "makefile"), CONSOLE),
}
_FENCE = re.compile(r"^(\s*(?:>\s?)*)(`{3,}|~{3,}|:{3,})\s*(.*?)\s*$")
_DIRECTIVE = re.compile(r"^(\s*)\.\.\s+([\w:+-]+)::\s*(.*?)\s*$")
_CODE = frozenset(
    ("code-block", "code", "sourcecode", "testcode", "doctest", "plot", "parsed-literal", "ipython",
     "jupyter-execute", "code-cell", "testsetup", "testcleanup", "prompt", "highlight-block")
)  # fmt: skip


class Region(NamedTuple):
    """Lines ``first`` to ``last``, from 1, both included."""

    kind: str
    first: int
    last: int


def regions(lines: list[str]) -> Iterator[Region]:
    """The parts of a page of reStructuredText, Markdown or MyST that are not prose."""
    number = 0
    while number < len(lines):
        line = lines[number]
        fence = _FENCE.match(line)
        directive = _DIRECTIVE.match(line)
        if fence is not None and (fence[2][0] != ":" or fence[3].startswith("{")):
            end = _fence_end(lines, number, fence[2])
            kind = _kind(fence[3])
            if kind != PROSE and end > number + 1:
                yield Region(kind, number + 2, end)
                number = end
        elif directive is not None:
            kind = PROSE
            name = directive[2]
            if name in _CODE:
                kind = _LANGUAGES.get((directive[3].split() or [name])[0].lower(), LITERAL)
                if name in ("testcode", "doctest", "testsetup", "plot", "jupyter-execute"):
                    kind = PYTHON
                elif not directive[3] and name in ("code-block", "code"):
                    kind = LITERAL
            elif name == "toctree":
                kind = TOCTREE
            if kind != PROSE:
                end = _block_end(lines, number, len(directive[1]))
                if end > number:
                    yield Region(kind, number + 2, end + 1)
                    number = end
        elif line.rstrip().endswith("::") and not line.lstrip().startswith(".."):
            end = _block_end(lines, number, len(line) - len(line.lstrip()))
            if end > number:
                yield Region(LITERAL, number + 2, end + 1)
                number = end
        elif line.lstrip().startswith(">>> "):
            end = number
            while end + 1 < len(lines) and lines[end + 1].strip():
                end += 1
            yield Region(PYTHON, number + 1, end + 1)
            number = end
        number += 1


def _kind(info: str) -> str:
    """What a fence holds, by what stands behind its marks."""
    words = re.findall(r"[\w+-]+", info)
    if not words:
        return LITERAL
    if info.startswith("{"):
        if words[0] == "toctree":
            return TOCTREE
        if words[0] not in _CODE:
            return PROSE
        return _LANGUAGES.get((words[1] if words[1:] else words[0]).lower(), LITERAL)
    return _LANGUAGES.get(words[0].lower(), LITERAL)


def _fence_end(lines: list[str], start: int, marks: str) -> int:
    """The index of the line that closes the fence, or the number of lines."""
    for number in range(start + 1, len(lines)):
        bare = lines[number].lstrip("> \t").rstrip()
        if bare.startswith(marks) and not bare.strip(marks[0]):
            return number
    return len(lines)


def _block_end(lines: list[str], start: int, indent: int) -> int:
    """The index of the last line that is indented more than ``indent``."""
    end = start
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip():
            if len(line) - len(line.lstrip()) <= indent:
                break
            end = number
    return end
