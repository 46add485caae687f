"""The label in the listing of API extensions that Neutron serves at ``/v2.0/extensions``.

``ExtensionController._translate`` is the one place where an extension becomes a dictionary::

    translate = labelled(ExtensionController._translate, previews)
    ExtensionController._translate = staticmethod(translate)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from coldframe.declare.label import level, sentence
from coldframe.runtime.culprit import module_at
from coldframe.runtime.labels.openapi import LEVEL

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews

Translate = Callable[[Any], dict[str, Any]]


def label_extension(listed: dict[str, Any], module: str, previews: Previews) -> dict[str, Any]:
    """Label ``listed``, the entry of the extension that ``module`` defines, and return it.

    An extension of a preview feature gets ``x-stability-level`` and the sentence of the label in
    its description.  To label twice changes nothing.
    """
    name = previews.owner(module)
    declaration = previews.records.declarations.get(name)
    if declaration is None:
        return listed
    said = " ".join(sentence(declaration.title or name, previews.label).split())
    description = listed.get("description") or ""
    listed[LEVEL] = level(previews.label)
    if said not in description:
        listed["description"] = f"{said} {description}".rstrip()
    return listed


def labelled(translate: Translate, previews: Previews) -> Translate:
    """``ExtensionController._translate`` with the label on what it returns."""

    def translated(extension: Any) -> dict[str, Any]:
        return label_extension(translate(extension), _module(type(extension)), previews)

    return translated


def _module(kind: type) -> str:
    """The module that defines an extension; Neutron loads it from its file, by a short name."""
    for member in vars(kind).values():
        code = getattr(getattr(member, "__func__", member), "__code__", None)
        if code is not None:
            return module_at(code.co_filename) or kind.__module__
    return kind.__module__
