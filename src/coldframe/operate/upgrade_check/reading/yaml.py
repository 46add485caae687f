"""YAML: every scalar under the path of its keys; tags and aliases are not followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coldframe.operate.upgrade_check.setting import Piece, Setting, Unreadable


def settings(data: bytes) -> list[Setting]:
    """Every scalar of the file; raises Unreadable."""
    import yaml

    try:
        text = data.decode("utf-8")
        documents = list(yaml.compose_all(text, yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable("no YAML", mark.line + 1 if mark else None) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise Unreadable("no YAML") from None
    places = _Places(text)
    seen: set[int] = set()
    return [each for document in documents for each in places.walk(document, "", None, seen)]


class _Places:
    """From the places of characters to those of bytes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = text.isascii()

    def at(self, index: int) -> int:
        return index if self._plain else len(self._text[:index].encode())

    def walk(self, node: Any, name: str, key: Any, seen: set[int]) -> Iterator[Setting]:
        if node is None or id(node) in seen:  # an alias: it stands where its anchor is
            return
        seen.add(id(node))
        if node.id == "mapping":
            for inner_key, value in node.value:
                inner = f"{name}.{inner_key.value}" if name else str(inner_key.value)
                yield from self.walk(value, inner, inner_key, seen)
        elif node.id == "sequence":
            for value in node.value:
                yield from self.walk(value, name, None, seen)
        else:
            yield self._scalar(node, name, key)

    def _scalar(self, node: Any, name: str, key: Any) -> Setting:
        start, end = node.start_mark, node.end_mark
        first = key.start_mark if key is not None else start
        begin = self._text.rfind("\n", 0, first.index) + 1
        after = self._text.find("\n", end.index)
        after = len(self._text) if after < 0 else after + 1
        pieces: tuple[Piece, ...] = ()
        raw = self._text[start.index : end.index]
        quoted = node.style in ("'", '"') and raw[1:-1] == node.value
        if quoted or (node.style is None and raw == node.value):
            inner = start.index + (1 if quoted else 0)
            text = node.value.encode().decode("latin-1")
            pieces = (Piece(text, self.at(inner), (self.at(start.index), self.at(end.index))),)
        own = self._text[begin : first.index]
        if key is not None:
            told = (self.at(first.index), self.at(start.index))
        else:
            told = (
                self.at(begin) if not own.strip(" \t-") else self.at(start.index),
                self.at(start.index),
            )
        alone = not own.strip() and first.line == end.line
        return Setting(
            name,
            first.line + 1,
            self.at(begin),
            self.at(after),
            told,
            pieces,
            removable=key is not None and alone,
        )
