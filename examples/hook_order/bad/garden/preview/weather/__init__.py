"""Looks at the sky."""

import pluggy
from garden import beds
from neutron_lib.callbacks import events, registry, resources
from sqlalchemy import event
from sqlalchemy.engine import Engine

hookimpl = pluggy.HookimplMarker("garden")
_before = beds.planted
beds.planted = lambda bed: _before(bed) + " in the rain"


class Sky:
    def name_port(self, resource, event, trigger, payload):
        payload.desired_state["name"] = "wet"

    def start(self):
        registry.subscribe(self.name_port, resources.PORT, events.PRECOMMIT_CREATE)


@event.listens_for(Engine, "before_cursor_execute", retval=True)
def explain(conn, cursor, statement, parameters, context, executemany):
    return "/* weather */ " + statement, parameters


@hookimpl(tryfirst=True)
def garden_opens(gate):
    print(gate)
