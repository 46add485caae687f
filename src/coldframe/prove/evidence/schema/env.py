"""Runs the steps on the connection that ``prepared`` hands over; there is no other way in."""

from __future__ import annotations

from alembic import context

from coldframe.prove.evidence.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table="coldframe_version",
)
context.run_migrations()
