"""``$ref``: what it stands for, wherever that is written, but never outside the folder."""

from __future__ import annotations

import os
from typing import Any, NamedTuple
from urllib.parse import unquote

from coldframe.compat.rest.document import Document
from coldframe.declare.mistake import Mistake


class Node(NamedTuple):
    """A value of a document, and where it is: ``path`` is the file, ``pointer`` starts with ``#``.

    Two nodes are the same when ``path`` and ``pointer`` are.
    """

    path: str
    pointer: str
    value: Any

    def child(self, key: str | int) -> "Node":  # noqa: UP037
        """The value under ``key``, which must be there."""
        word = str(key).replace("~", "~0").replace("/", "~1")
        return Node(self.path, f"{self.pointer}/{word}", self.value[key])

    def get(self, key: str) -> "Node | None":  # noqa: UP037
        """The value under ``key``, or None."""
        if not isinstance(self.value, dict) or key not in self.value:
            return None
        return self.child(key)

    def children(self, key: str) -> "dict[str, Node]":  # noqa: UP037
        """The values of the object under ``key``; none if there is no object."""
        inner = self.get(key)
        if inner is None or not isinstance(inner.value, dict):
            return {}
        return {str(name): inner.child(name) for name in inner.value}

    def listed(self, key: str) -> "list[Node]":  # noqa: UP037
        """The values of the list under ``key``; none if there is no list."""
        inner = self.get(key)
        if inner is None or not isinstance(inner.value, list):
            return []
        return [inner.child(index) for index in range(len(inner.value))]

    @property
    def name(self) -> str:
        """The last word of the pointer."""
        return unescaped(self.pointer.rpartition("/")[2])


def unescaped(word: str) -> str:
    """A word of a JSON pointer (RFC 6901) as the document has it."""
    return word.replace("~1", "/").replace("~0", "~")


_MISSING = "$missing"  # no keyword of anybody


def missing(node: Node) -> bool:
    """Whether ``node`` stands for what a reference names, and is not there.

    Real documents have such references: a generator took a schema in, and left its parts behind.
    """
    return isinstance(node.value, dict) and _MISSING in node.value


class References:
    """Follows the references of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root = Node(document.path, "#", document.value)
        self._files = {os.path.normpath(document.path): self.root, document.path: self.root}
        self._places: dict[tuple[str, str], Node] = {}
        self._found: dict[tuple[str, str], Node] = {}
        self._anchors: dict[str, dict[str, str]] = {}

    def follow(self, node: Node) -> Node:
        """What ``node`` stands for: itself, or the end of its chain of references.

        Raises Mistake for a reference that leads nowhere, in a circle, out of the folder or to
        another machine.
        """
        seen: list[tuple[str, str]] = []
        while isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            key = (node.path, node.pointer)
            if key in seen:
                raise self.mistake(
                    node, "this $ref leads back to itself", "Let it name what is meant."
                )
            seen.append(key)
            start, node = node, self.step(node)
            if missing(node):
                raise self.mistake(
                    start,
                    f"$ref {start.value['$ref']!r}: there is nothing of that name",
                    "Let it name what is there.",
                )
        return node

    def object(self, node: Node) -> Node:
        """What ``node`` stands for, which must be an object.  Raises Mistake as ``follow`` does."""
        found = self.follow(node)
        if not isinstance(found.value, dict):
            raise self.mistake(found, "must be an object", "Mend the document.")
        return found

    def step(self, node: Node) -> Node:
        """What the ``$ref`` of ``node`` names, which may be a reference itself, or `missing`."""
        text = node.value["$ref"]
        if not isinstance(text, str):
            raise self.mistake(node, "a $ref is a text", "Let it name what is meant.")
        known = self._found.get((node.path, text))
        if known is None:
            known = self._found[node.path, text] = self._named(node, text)
        return known

    def _named(self, node: Node, text: str) -> Node:
        file, _, pointer = text.partition("#")
        start = self._file(node, file) if file else self._file_of(node)
        pointer = unquote(pointer)
        if pointer and not pointer.startswith("/"):
            pointer = self._anchor(start, pointer) or pointer
        found = start
        for word in pointer.split("/")[1:]:
            key = unescaped(word)
            if isinstance(found.value, dict) and key in found.value:
                found = found.child(key)
            elif isinstance(found.value, list) and key.isdecimal() and int(key) < len(found.value):
                found = found.child(int(key))
            else:
                return Node(start.path, f"#{pointer}", {_MISSING: text})
        if pointer and not pointer.startswith("/"):
            return Node(start.path, f"#{pointer}", {_MISSING: text})
        return found

    def _file_of(self, node: Node) -> Node:
        return self._files[node.path]

    def _file(self, node: Node, name: str) -> Node:
        if "://" in name or name.startswith("//"):
            raise self.mistake(
                node,
                f"$ref {name!r} is on another machine",
                "Bundle the document first: nothing is fetched.",
            )
        files = self.document.files
        if files is None:
            raise self.mistake(
                node, f"$ref {name!r} is in another file", "Bundle the document first."
            )
        key = (os.path.dirname(node.path), name)
        if key not in self._places:
            path = files.find(node.path, unquote(name))
            if path is None:
                raise self.mistake(
                    node,
                    f"$ref {name!r} is outside of the document's repository or folder",
                    "Keep what belongs to the document below it, or bundle it.",
                )
            if path not in self._files:
                self._files[path] = Node(path, "#", files.read(path))
            self._places[key] = self._files[path]
        return self._places[key]

    def _anchor(self, start: Node, name: str) -> str:
        """The pointer of the schema with ``$anchor: name`` (JSON Schema 2020-12, 8.2.2)."""
        if start.path not in self._anchors:
            found: dict[str, str] = {}
            waiting = [start]
            while waiting:
                node = waiting.pop()
                if isinstance(node.value, dict):
                    if isinstance(node.value.get("$anchor"), str):
                        found.setdefault(node.value["$anchor"], node.pointer[1:])
                    waiting += [node.child(key) for key in node.value]
                elif isinstance(node.value, list):
                    waiting += [node.child(index) for index in range(len(node.value))]
            self._anchors[start.path] = found
        return self._anchors[start.path].get(name, "")

    def mistake(self, node: Node, what: str, remedy: str) -> Mistake:
        """What is wrong with ``node``, as an error to raise."""
        return Mistake(f"{node.pointer}: {what}", remedy, node.path)
