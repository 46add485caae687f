"""Differences between what two operations take and what they answer."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.rest.differences.difference import (
    HEADER,
    OPERATION,
    REQUEST,
    RESPONSE,
    Difference,
    Side,
)
from coldframe.compat.rest.differences.media import accepting, answering, covers, media_types
from coldframe.compat.rest.differences.schemas import SchemaDifferences
from coldframe.compat.rest.operations import Operation, Surface
from coldframe.compat.rest.references import Node

# Media types that know nothing but texts.
_TEXTS = ("xml", "x-www-form-urlencoded")


def bodies(
    old: Operation, new: Operation, base: Surface, head: Surface, schemas: SchemaDifferences
) -> Iterator[Difference]:
    """The body of the request."""
    before, after = _body(old, base), _body(new, head)
    if before is None and after is None:
        return
    if before is None and after is not None:
        kind = "required_body_added" if after.value.get("required") is True else "body_added"
        yield Difference(kind, OPERATION, old.node, after)
        return
    if before is not None and after is None:
        yield Difference("body_removed", OPERATION, before, new.node)
        return
    assert before is not None and after is not None
    must, still = before.value.get("required") is True, after.value.get("required") is True
    if must != still:
        yield Difference("body_required" if still else "body_optional", OPERATION, before, after)
    side = RESPONSE if old.sent else REQUEST
    mine, theirs = media_types(before), media_types(after)
    for name, media in mine.items():
        twin = accepting(name, theirs)
        if twin is None:
            yield Difference(
                "request_media_type_removed", OPERATION, media, after, (("name", name),)
            )
            continue
        yield from _content(old, name, (media, twin), side, ("request", "body"), schemas)
        yield from _encodings(media, twin)
    for name, media in theirs.items():
        if accepting(name, mine) is None:
            yield Difference(
                "request_media_type_added", OPERATION, before, media, (("name", name),)
            )


def answers(
    old: Operation, new: Operation, base: Surface, head: Surface, schemas: SchemaDifferences
) -> Iterator[Difference]:
    """The responses: their statuses, headers, links and bodies."""
    before, after = _responses(old, base), _responses(new, head)
    side = REQUEST if old.sent else RESPONSE
    for status, one in before.items():
        other = after.get(status)
        if other is None and status[:1].isdigit():
            other = after.get(f"{status[0]}XX")
        if (
            other is None
            and status.endswith("XX")
            and any(each[:1] == status[:1] for each in after)
        ):
            continue  # fewer can come than before: they are compared below
        if other is None:
            good = status[:1] in "23"
            yield Difference(
                "status_removed" if good else "error_status_removed",
                OPERATION, one, new.node, (("status", status),),
            )  # fmt: skip
            continue
        yield from _answer(old, status, one, other, side, base, head, schemas)
    for status, other in after.items():
        if status not in before:
            yield Difference("status_added", OPERATION, old.node, other, (("status", status),))
            wider = _described_by(status, before)
            if wider in before and wider not in after:
                one = before[wider]
                yield from _answer(old, status, one, other, side, base, head, schemas)


def _answer(
    old: Operation, status: str, one: Node, other: Node, side: Side, base: Surface, head: Surface,
    schemas: SchemaDifferences,
) -> Iterator[Difference]:  # fmt: skip
    mine, theirs = media_types(one), media_types(other)
    told = (("status", status),)
    if mine and not theirs:
        yield Difference("answer_removed", OPERATION, one, other, told)
    elif theirs and not mine:
        yield Difference("answer_added", OPERATION, one, other, told)
    else:
        for name, media in mine.items():
            twins = [theirs[name]] if name in theirs else answering(name, theirs, mine)
            if not twins:
                yield Difference(
                    "response_media_type_removed", OPERATION, media, other, (*told, ("name", name))
                )
            for twin in twins:
                yield from _content(old, name, (media, twin), side, ("response", status), schemas)
        for name, media in theirs.items():
            if name not in mine and not any(covers(name, form) for form in mine):
                yield Difference(
                    "response_media_type_added", OPERATION, one, media, (*told, ("name", name))
                )
    yield from _headers(old, status, one, other, base, head, schemas)
    links = other.children("links")
    for name, node in one.children("links").items():
        if name not in links:
            yield Difference("link_removed", OPERATION, node, other, (*told, ("name", name)))


def _headers(
    old: Operation, status: str, one: Node, other: Node, base: Surface, head: Surface,
    schemas: SchemaDifferences,
) -> Iterator[Difference]:  # fmt: skip
    before = {
        name.lower(): (name, base.references.object(node))
        for name, node in one.children("headers").items()
    }
    after = {
        name.lower(): (name, head.references.object(node))
        for name, node in other.children("headers").items()
    }
    for key, (name, node) in before.items():
        if key == "content-type":
            continue  # described by the media types
        told = (("status", status), ("name", name))
        must = node.value.get("required") is True
        if key not in after:
            kind = "response_header_removed" if must else "optional_response_header_removed"
            yield Difference(kind, OPERATION, node, other, told)
            continue
        twin = after[key][1]
        still = twin.value.get("required") is True
        if must != still:
            kind = "response_header_optional" if must else "response_header_required"
            yield Difference(kind, OPERATION, node, twin, told)
        was, now = node.get("schema"), twin.get("schema")
        if was is not None and now is not None:
            schemas.root(old, (was,), (now,), HEADER, (f"header {name} of {status}",))
    for key, (name, node) in after.items():
        if key not in before and key != "content-type":
            yield Difference(
                "response_header_added", OPERATION, one, node,
                (("status", status), ("name", name)),
            )  # fmt: skip


def _content(
    old: Operation, name: str, media: tuple[Node, Node], side: Side, where: tuple[str, str],
    schemas: SchemaDifferences,
) -> Iterator[Difference]:  # fmt: skip
    (one, other), (word, start) = media, where
    before, after = one.get("schema"), other.get("schema")
    told = (("name", name), ("status", start))
    if name.partition(";")[0].endswith(_TEXTS) or name.startswith("text/"):
        side = side._replace(texts=True)
    elif name.startswith("multipart/") and side.asks and not (_coded(one) or _coded(other)):
        side = side._replace(parts=2)
    if before is not None and after is not None:
        schemas.root(old, (before,), (after,), side, (start,))
    elif after is not None and schemas.new.schema((after,)).types:
        inner = schemas.new.schema((after,))
        if not (inner.bare and len(inner.types) > 5):
            yield Difference(f"{word}_schema_added", OPERATION, one, after, told)
    elif before is not None:
        yield Difference(f"{word}_schema_lifted", OPERATION, before, other, told)


def _coded(media: Node) -> bool:
    """Whether the media type says for some part what it is written in."""
    return any(
        isinstance(node.value, dict) and "contentType" in node.value
        for node in media.children("encoding").values()
    )


def _encodings(one: Node, other: Node) -> Iterator[Difference]:
    after = other.children("encoding")
    for name, node in one.children("encoding").items():
        was = node.value.get("contentType") if isinstance(node.value, dict) else None
        twin = after.get(name)
        now = twin.value.get("contentType") if twin and isinstance(twin.value, dict) else None
        if was and was != now:
            yield Difference(
                "request_encoding_changed", OPERATION, node, twin or other,
                (("name", name), ("old", str(was)), ("new", str(now or "not said"))),
            )  # fmt: skip


def _body(operation: Operation, surface: Surface) -> Node | None:
    node = operation.node.get("requestBody")
    if node is None or not isinstance(node.value, dict):
        return None
    return surface.references.object(node)


def _responses(operation: Operation, surface: Surface) -> dict[str, Node]:
    return {
        status if status == "default" else status.upper(): surface.references.object(node)
        for status, node in operation.node.children("responses").items()
        if not status.startswith("x-")
    }


def _described_by(status: str, before: dict[str, Node]) -> str:
    """Under what the base may have described the success ``status`` that it does not name.

    `default` is that where the base has no other success.
    """
    if status[:1] not in ("2", "3"):
        return ""
    return f"{status[0]}XX" if any(each[:1] in ("2", "3") for each in before) else "default"
