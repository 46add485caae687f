"""Waters the beds."""

from garden import beds
from neutron_lib.callbacks import events, registry, resources
from pluggy import HookimplMarker
from sqlalchemy import event
from sqlalchemy.engine import Engine

hookimpl = HookimplMarker("garden")
_planted = beds.planted


def planted(bed):
    """Water what has been planted."""
    return _planted(bed) + " with water"


beds.planted = planted


@registry.receives(resources.PORT, [events.PRECOMMIT_CREATE, events.AFTER_DELETE])
def port_created(resource, event, trigger, payload):
    payload.desired_state["name"] = "watered"


@event.listens_for(Engine, "before_cursor_execute", retval=True)
def say_who(conn, cursor, statement, parameters, context, executemany):
    return statement + " -- watering", parameters


@hookimpl(tryfirst=True)
def garden_opens(gate):
    gate.wet = True
