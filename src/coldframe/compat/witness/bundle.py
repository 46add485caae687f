"""A document of several files as one value, and where each place of it is there."""

from __future__ import annotations

import copy
import os
from typing import Any, NamedTuple

from coldframe.compat.change import Place
from coldframe.compat.rest.document import Document
from coldframe.compat.rest.references import Node, References, missing

_FILES = "x-coldframe-files"


class Bundle(NamedTuple):
    """``value`` has every ``$ref`` within itself; ``files`` are the pointers of what was apart."""

    value: dict[str, Any]
    files: dict[str, str]

    def pointer(self, place: Place) -> str:
        """Where ``place`` is in ``value``."""
        return self.files.get(place.path, "#") + place.pointer[1:]


def bundle(document: Document) -> Bundle:
    """``document`` with the files that it refers to.

    Raises Mistake for references that cannot be followed.
    """
    value = copy.deepcopy(document.value)
    references = References(document)
    files: dict[str, str] = {}
    waiting = [(value, references.root)]
    while waiting:
        target, at = waiting.pop()
        for holder, node in _references(target, at):
            found = references.step(node)
            if missing(found):
                holder.pop("$ref")  # what is not there allows anything
                continue
            if found.path == document.path or os.path.normpath(found.path) == os.path.normpath(
                document.path
            ):
                holder["$ref"] = found.pointer
                continue
            if found.path not in files:
                files[found.path] = f"#/{_FILES}/{len(files)}"
                root = references.step(Node(node.path, "", {"$ref": _file(node.value["$ref"])}))
                inner = copy.deepcopy(root.value)
                value.setdefault(_FILES, {})[files[found.path].rpartition("/")[2]] = inner
                waiting.append((inner, root))
            holder["$ref"] = files[found.path] + found.pointer[1:]
    return Bundle(value, files)


def _file(reference: str) -> str:
    return reference.partition("#")[0] or "#"


def _references(value: Any, node: Node) -> list[tuple[dict[str, Any], Node]]:
    """Every object with a ``$ref`` in the copy ``value``, with its place in the document."""
    found = []
    waiting = [(value, node)]
    while waiting:
        one, at = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("$ref"), str):
                found.append((one, at))
            waiting += [
                (each, at.child(key))
                for key, each in one.items()
                if isinstance(each, dict | list) and key not in ("example", "examples")
            ]
        elif isinstance(one, list):
            waiting += [(each, at.child(index)) for index, each in enumerate(one)]
    return found
