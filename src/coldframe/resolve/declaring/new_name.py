"""May a new feature have this name, and be spoken of in these words?"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING
from unicodedata import category

from coldframe.check.children import NONE
from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import USUAL_SHARED_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coldframe.check.host import Host
    from coldframe.declare.feature import PreviewTree

_NO_TEXT = ("Cc", "Zl", "Zp", "Cs")  # control, ends of lines and paragraphs, bytes of no text


def check_name(host: Host, tree: PreviewTree, name: str) -> None:
    """Raise Mistake if ``name`` cannot be that of a new feature in ``tree``."""
    if not name.isidentifier():
        plain = "".join(c if c.isalnum() else "_" for c in name.strip()).lower()
        plain = f"_{plain}".lstrip("_") if plain[:1].isalpha() or plain[:1] == "_" else ""
        remedy = f"Write {plain!r}." if plain.isidentifier() else "Use letters, digits and '_'."
        raise Mistake(f"{name!r} is no Python name", remedy)
    if keyword.iskeyword(name):
        raise Mistake(f"{name!r} is a word of the Python language", f"Write {name + '_feature'!r}.")
    module = f"{tree.module}.{name}"
    machinery = name in NONE or name.startswith(("_", "test_")) or name.endswith("_test")
    if machinery or (name in USUAL_SHARED_NAMES and module not in host.settings.features):
        raise Mistake(
            f"{name!r} is no name for a feature: children of that name are taken for helpers",
            "Choose a name that says what the feature does.",
        )
    place = f"{tree.path}/{name}"
    taken = [f"{place}.py", f"{place}.pyi", f"{tree.path}/{name}.preview.toml"]
    path = next((path for path in taken if host.tree.exists(path)), "")
    if path or host.tree.under(place):
        known = [feature.name for feature in host.features if feature.tree.path == tree.path]
        raise Mistake(
            f"{module} exists already: {path or place + '/'}",
            f"Choose another name; taken are {', '.join(known)}." if known else "Choose another.",
        )


def check_said(title: str, owners: Sequence[str], spec: str) -> None:
    """Raise Mistake if what the user says about a feature cannot stand in a declaration."""
    said = [("--title", title), ("--spec", spec), *(("--owner", owner) for owner in owners)]
    for option, text in said:
        if any(category(character) in _NO_TEXT for character in text):
            raise Mistake(
                f"{option} {text!r}: there is a line break or a control character in it",
                "Write it as one line of text.",
            )
    if not all(owner.strip() for owner in owners):
        raise Mistake("--owner is empty", "Say who, for example: --owner @shop/cards")
