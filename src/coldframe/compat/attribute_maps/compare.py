"""Two sets of attribute maps compared by the rules of REST."""

from __future__ import annotations

from coldframe.compat.attribute_maps.document import mapped
from coldframe.compat.attribute_maps.entry import Attribute, Attributes
from coldframe.compat.change import Change, Place


def attribute_changes(base: Attributes, head: Attributes) -> list[Change]:
    """Every change, gravest first; what could be read on one side only is not compared."""
    from coldframe.compat.rest.compare import compare

    old, new = _readable(base, head)
    one, other = mapped(old, "base"), mapped(new, "head")
    return [
        change._replace(
            base=_place(change.base, change.head, one.attributes, other.attributes),
            head=_place(change.head, change.base, other.attributes, one.attributes),
        )
        for change in compare(one.document, other.document)
    ]


def _readable(base: Attributes, head: Attributes) -> tuple[Attributes, Attributes]:
    before = {each.name: each for each in base.all}
    after = _still(before, head)
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            continue
        if not (old.schema and new.schema):
            before[name], after[name] = old, new = old._replace(schema=""), new._replace(schema="")
        if not (old.certain and new.certain):
            after[name] = new._replace(
                post=old.post, put=old.put, required=old.required, visible=old.visible,
                filters=old.filters, sorts=old.sorts, default=old.default,
            )  # fmt: skip
    return Attributes(tuple(before.values())), Attributes(tuple(after.values()))


def _still(before: dict[str, Attribute], head: Attributes) -> dict[str, Attribute]:
    """Each attribute of ``head`` as the extension has it that the base has it from.

    What another one makes of it is only so where that is loaded; it counts if the first is gone.
    """
    found: dict[str, Attribute] = {}
    for each in head.all:
        known, old = found.get(each.name), before.get(each.name)
        if known is None or old is None or known.by != old.by:
            found[each.name] = each
    return found


def _place(
    here: Place, there: Place, mine: dict[str, Attribute], theirs: dict[str, Attribute]
) -> Place:
    """Where an attribute is written; if it is not, where the other version has it."""
    found = _nearest(here.pointer, mine)
    if found is not None:
        return Place(found.path, found.name, found.line)
    other = _nearest(there.pointer, theirs)
    return Place(other.path, other.name) if other is not None else Place("", here.pointer)


def _nearest(pointer: str, known: dict[str, Attribute]) -> Attribute | None:
    while pointer:
        if pointer in known:
            return known[pointer]
        pointer = pointer.rpartition("/")[0]
    return None
