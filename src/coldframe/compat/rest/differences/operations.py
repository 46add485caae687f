"""What differs between two documents, operation by operation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coldframe.compat.rest.differences.bodies import answers, bodies
from coldframe.compat.rest.differences.calls import turned
from coldframe.compat.rest.differences.difference import OPERATION, Difference
from coldframe.compat.rest.differences.parameters import parameter_differences
from coldframe.compat.rest.differences.schemas import SchemaDifferences
from coldframe.compat.rest.differences.security import scheme_differences, security_differences
from coldframe.compat.rest.exposure import exposed
from coldframe.compat.rest.levels import lower, preview
from coldframe.compat.rest.normal import Normal
from coldframe.compat.rest.operations import Operation, Surface, item_operations
from coldframe.compat.rest.references import Node
from coldframe.compat.rest.untouched import Untouched


class Told(NamedTuple):
    """A difference with the operation that it belongs to (of the base, unless it is new)."""

    difference: Difference
    operation: Operation | None
    reaches: tuple[str, ...] = ()  # labels of all operations, if there may be several


def surface_differences(base: Surface, head: Surface, today: str) -> Iterator[Told]:
    """Every difference; ``today`` is an ISO date that sunsets are compared with."""
    untouched = Untouched(base, head)
    schemas = SchemaDifferences(Normal(base.references), Normal(head.references), untouched)
    for key, old in base.operations.items():
        new = head.operations.get(key)
        if new is None:
            yield Told(_removed(old, head, today), old)
        elif not untouched.operation(old, new):
            for difference in _both(old, new, base, head, schemas):
                yield Told(difference, old)
    for key, new in head.operations.items():
        if key not in base.operations:
            yield Told(
                Difference("operation_added", OPERATION, base.references.root, new.node), new
            )
    for key, old in base.webhooks.items():
        new = head.webhooks.get(key)
        if new is None:
            yield Told(
                Difference("webhook_removed", OPERATION, old.node, head.references.root), old
            )
        elif not untouched.operation(old, new):
            for difference in _both(old, new, base, head, schemas):
                yield Told(difference, old)
    for key, new in head.webhooks.items():
        if key not in base.webhooks:
            yield Told(Difference("webhook_added", OPERATION, base.references.root, new.node), new)
    for difference, operation, reaches in schemas.found():
        yield Told(difference, operation, reaches)
    root = base.references.root
    named = {text for _, text in schemas.old.broken.values()}
    for node, text in schemas.new.broken.values():
        if text not in named:
            name = (("name", text),)
            yield Told(Difference("reference_broken", OPERATION, root, node, name), None)
    known = {pointer for _, pointer in schemas.old.meant}
    for node, written, meant in schemas.new.meant.values():
        if node.pointer not in known:
            words = (("old", written), ("new", meant))
            yield Told(
                Difference("type_unknown", OPERATION, base.references.root, node, words), None
            )
    for difference in (*_servers(base, head), *scheme_differences(base, head)):
        yield Told(difference, None)
    before = {(operation.key, node.pointer) for operation, node, _ in exposed(base)}
    for operation, node, level in exposed(head):
        if (operation.key, node.pointer) not in before:
            told = (("place", node.pointer), ("level", level))
            root = base.references.root
            yield Told(Difference("stable_exposes_preview", OPERATION, root, node, told), operation)


def _removed(old: Operation, head: Surface, today: str) -> Difference:
    date = str(old.node.value.get("x-sunset", ""))[:10]
    kind = "operation_removed"
    if old.node.value.get("deprecated") is True and date:
        kind = "operation_sunset" if date <= today else "operation_removed_early"
    return Difference(kind, OPERATION, old.node, head.references.root, (("date", date),))


def _both(
    old: Operation, new: Operation, base: Surface, head: Surface, schemas: SchemaDifferences
) -> Iterator[Difference]:
    yield from _itself(old, new)
    for difference in (
        *parameter_differences(old, new, base, head, schemas),
        *bodies(old, new, base, head, schemas),
    ):
        told = turned(difference) if old.sent else difference
        if told is not None:
            yield told
    yield from answers(old, new, base, head, schemas)
    if not old.sent:  # who is called says itself whom it lets in
        yield from security_differences(old, new, base, head)
    yield from _callbacks(old, new, base, head, schemas)


def _itself(old: Operation, new: Operation) -> Iterator[Difference]:
    before, after = old.node.value, new.node.value

    def differ(kind: str, **told: str) -> Difference:
        return Difference(kind, OPERATION, old.node, new.node, tuple(told.items()))

    if before.get("deprecated") is not True and after.get("deprecated") is True:
        yield differ("operation_deprecated")
    if before.get("deprecated") is True and after.get("deprecated") is not True:
        yield differ("operation_restored")
    was, now = str(before.get("x-sunset", "")), str(after.get("x-sunset", ""))
    if was and not now and after.get("deprecated") is True:
        yield differ("sunset_removed", old=was)
    elif was and now and now < was:
        yield differ("sunset_earlier", old=was, new=now)
    if before.get("operationId") and before["operationId"] != after.get("operationId"):
        yield differ(
            "operation_id_changed",
            old=str(before["operationId"]),
            new=str(after.get("operationId", "not given")),
        )
    tags = after.get("tags") if isinstance(after.get("tags"), list) else []
    for tag in before["tags"] if isinstance(before.get("tags"), list) else []:
        if tag not in tags:
            yield differ("tag_removed", name=str(tag))
    for one, other in zip(old.names, new.names, strict=True):
        if one != other:
            yield differ("path_variable_renamed", old=one, new=other)
    if old.stage != new.stage:
        kind = "stability_lowered" if lower(new.stage, old.stage) else "stability_raised"
        if preview(old.stage) or preview(new.stage):
            yield differ(kind, old=old.stage or "stable", new=new.stage or "stable")


def _callbacks(
    old: Operation, new: Operation, base: Surface, head: Surface, schemas: SchemaDifferences
) -> Iterator[Difference]:
    before, after = old.node.children("callbacks"), new.node.children("callbacks")
    for name, node in before.items():
        if name not in after:
            yield Difference("callback_removed", OPERATION, node, new.node, (("name", name),))
            continue
        mine = _called(base, node)
        theirs = _called(head, after[name])
        for key, operation in mine.items():
            if key in theirs:
                yield from _both(operation, theirs[key], base, head, schemas)
            else:
                yield Difference(
                    "callback_removed", OPERATION, operation.node, after[name],
                    (("name", f"{name} {operation.label}"),),
                )  # fmt: skip
    for name, node in after.items():
        if name not in before:
            yield Difference("callback_added", OPERATION, old.node, node, (("name", name),))


def _called(surface: Surface, node: Node) -> dict[tuple[str, str], Operation]:
    callback = surface.references.object(node)
    found = {}
    for expression in callback.value:
        for operation in item_operations(
            surface.references, str(expression), callback.child(expression), sent=True
        ):
            found[operation.key] = operation
    return found


def _servers(base: Surface, head: Surface) -> Iterator[Difference]:
    old, new = _addresses(base), _addresses(head)
    if old.keys() == new.keys():
        return
    for address, node in old.items():
        if address not in new:
            yield Difference(
                "server_removed", OPERATION, node, head.references.root, (("name", address),)
            )
    for address, node in new.items():
        if address not in old:
            yield Difference(
                "server_added", OPERATION, base.references.root, node, (("name", address),)
            )


def _addresses(surface: Surface) -> dict[str, Node]:
    return {
        str(node.value.get("url", "")).rstrip("/"): node
        for node in surface.references.root.listed("servers")
        if isinstance(node.value, dict)
    }
