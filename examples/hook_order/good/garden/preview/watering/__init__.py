"""Waters the beds."""

from neutron_lib.callbacks import events, registry, resources
from pluggy import HookimplMarker
from sqlalchemy import event
from sqlalchemy.orm import Session

hookimpl = HookimplMarker("garden")


class WaterIsOn(Exception):
    """Close the tap first."""


@registry.receives(resources.PORT, [events.BEFORE_DELETE, events.AFTER_CREATE])
def port_deleted(resource, event, trigger, payload):
    """May refuse, as any other feature may."""
    if payload.latest_state["watered"]:
        raise WaterIsOn()


@registry.receives(resources.PORT, [events.PRECOMMIT_CREATE])
def port_created(resource, event, trigger, payload):
    payload.desired_state["watered"] = False


@event.listens_for(Session, "before_flush")
def before_flush(session, flush_context, instances):
    session.info["watering"] = True


@hookimpl(tryfirst=True)
def garden_opens(gate):
    gate.wet = True
