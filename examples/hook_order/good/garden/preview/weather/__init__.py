"""Looks at the sky."""

from neutron_lib.callbacks import events, registry, resources
from pluggy import HookimplMarker
from sqlalchemy import event
from sqlalchemy.orm import Session

hookimpl = HookimplMarker("garden")


class Storm(Exception):
    """Nobody goes out now."""


@registry.receives(resources.PORT, [events.BEFORE_DELETE, events.AFTER_CREATE])
def port_deleted(resource, event, trigger, payload):
    """May refuse, as any other feature may."""
    if payload.metadata["storm"]:
        raise Storm()


@registry.receives(resources.PORT, [events.PRECOMMIT_CREATE])
def port_created(resource, event, trigger, payload):
    payload.desired_state["rain"] = 0


@event.listens_for(Session, "before_flush")
def before_flush(session, flush_context, instances):
    session.info["weather"] = True


@hookimpl
def garden_opens(gate):
    print(gate)
