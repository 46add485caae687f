"""What a retirement says about what stays, and who will miss the feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.belonging.belonging import RELEASE_NOTES

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belongings import Belongings


TABLES_STAY = "Its tables stay in all databases"


def notes_on(host: Host, feature: Feature, found: Belongings) -> list[str]:
    """A sentence for each thing that stays although it was the feature's, or that breaks."""
    notes = []
    claims = feature.declaration.claims if feature.declaration else None
    if claims and claims.tables:
        notes.append(
            f"{TABLES_STAY} ({', '.join(claims.tables)}), and so do the"
            " migrations that made them. To drop the tables, write a new migration."
        )
    users = _users(host, feature)
    if users:
        notes.append(f"Other features use it: {', '.join(users)}. They break without it.")
    own = [p for p in found.files if host.places.is_migration(p)]
    if own:
        notes.append(
            f"{len(own)} migrations in its own folder go with its code; the tables that they made"
            " stay in databases."
        )
    specs = {feature.declaration.spec} if feature.declaration else set()
    specs = {spec for spec in specs if spec and host.tree.exists(spec)}
    for spec in sorted(specs):
        notes.append(f"{spec} stays: it says why the feature was begun.")
    history = [one.path for one in found.found if one.kind == RELEASE_NOTES]
    if history:
        notes.append(f"Release notes stay: {', '.join(history[:3])}{' …' * (len(history) > 3)}.")
    return notes


def _users(host: Host, feature: Feature) -> list[str]:
    """The features whose code imports this one."""
    from coldframe.check.isolation.sides import IMPORTING_FORMS

    inside = [r for r in host.references if r.form in IMPORTING_FORMS and r.decided]
    names = set()
    for reference in inside:
        user = host.feature_of(reference.path)
        if user is not None and host.feature_named(reference.target) == feature:
            names.add(user.name)
    return sorted(names - {feature.name})
