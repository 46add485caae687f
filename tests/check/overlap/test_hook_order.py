"""``hook_order``: what depends on an order, and the ordinary use of an event."""

from __future__ import annotations

from pathlib import Path

import pluggy
import pytest
from two_features import said

from coldframe.check.overlap import hook_order, shared_hook

NEUTRON = """\
from neutron_lib.callbacks import events, registry, resources
class Driver:
    @registry.receives(resources.{resource}, [events.{event}])
    def heard(self, resource, event, trigger, payload):
        {body}
"""
DJANGO = """\
from django.db.models.signals import pre_save
from django.dispatch import receiver
from pkg.beds import Bed
@receiver(pre_save, sender=Bed)
def heard(sender, instance, **kwargs):
    {body}
"""
SQLALCHEMY = """\
from sqlalchemy import event
from pkg.beds import Bed
@event.listens_for(Bed, "before_insert")
def heard(mapper, connection, {name}):
    {name}.{attribute} = str({name})
"""


def neutron(body: str, resource: str = "PORT", event: str = "PRECOMMIT_CREATE") -> str:
    return NEUTRON.format(body=body, resource=resource, event=event)


def test_both_write_the_same_of_a_payload(tmp_path: Path) -> None:
    one, two = (neutron(f"payload.desired_state['name'] = name({n})") for n in (1, 2))
    assert said(hook_order, tmp_path, one, two) == [
        "payload.desired_state['name'] at PRECOMMIT_CREATE of PORT is written by one"
        " (pkg/preview/one/__init__.py:5) and by two: the one that is called last wins"
    ]
    assert said(shared_hook, tmp_path, one, two) == []


WRITE = "payload.desired_state['name'] = f()"
NEAR = {
    "refuses": neutron("raise ValueError", event="BEFORE_DELETE"),
    "reads": neutron("return payload.desired_state['name']"),
    "another key": neutron("payload.desired_state['mtu'] = f()"),
    "another event": neutron(WRITE, event="PRECOMMIT_UPDATE"),
    "another resource": neutron(WRITE, resource="NETWORK"),
    "a key that is not certain": neutron("payload.desired_state[f()] = f()"),
    "itself": neutron("self.payload.desired_state['name'] = f()"),
    "a copy": neutron("payload = copy(payload); payload.desired_state['name'] = f()"),
    "the name of its own": neutron("payload = 3"),
    "no handler that we see": "from neutron_lib.callbacks import events, registry, resources\n"
    "registry.subscribe(other, resources.PORT, events.PRECOMMIT_CREATE)\n",
}


@pytest.mark.parametrize("form", NEAR)
def test_the_ordinary_use_of_an_event(form: str, tmp_path: Path) -> None:
    assert said(hook_order, tmp_path, neutron(WRITE), NEAR[form]) == []
    assert said(hook_order, tmp_path, NEAR[form], NEAR[form]) == [] or "another" in form


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("instance.slug = f(instance)", "instance.slug = g(instance)", True),
        ("if not instance.slug: instance.slug = f()", "if x: instance.slug = g()", True),
        ("if x: instance.slug = f()", "if y: instance.slug = g()", False),
        ("if x: return\n    instance.slug = f()", "if y: instance.slug = g()", False),
        ("if x: return\n    instance.slug = f()", "instance.slug = g()", True),
        ("instance.touched = True", "instance.touched = True", False),
        ("instance.touched = True", "instance.touched = False", True),
        ("for i in x: instance.slug = i", "while x: instance.slug = x", False),
        ("instance.visits += 1", "instance.visits += 1", False),
        ("instance.slug = f()", "instance.title = f()", False),
    ],
)
def test_at_least_one_writes_in_every_call(one: str, two: str, found: bool, tmp_path: Path) -> None:
    texts = (DJANGO.format(body=body) for body in (one, two))
    assert len(said(hook_order, tmp_path, *texts)) == found


def test_arguments_of_sqlalchemy_have_the_names_that_listeners_give_them(tmp_path: Path) -> None:
    one = SQLALCHEMY.format(name="target", attribute="slug")
    same = SQLALCHEMY.format(name="bed", attribute="slug")
    other = SQLALCHEMY.format(name="target", attribute="title")
    (message,) = said(hook_order, tmp_path, one, same)
    assert message.startswith("target.slug at before_insert of pkg.beds.Bed is written by one")
    assert said(hook_order, tmp_path, one, other) == []


WRAP = "from pkg import beds\nold = beds.planted\nbeds.planted = lambda bed: old(bed)\n"


def test_who_needs_the_other_has_an_order(tmp_path: Path) -> None:
    (message,) = said(hook_order, tmp_path, WRAP, WRAP)
    assert message.startswith("pkg.beds.planted is wrapped by one (pkg/preview/one/__init__.py:3)")
    needs = {"pkg/preview/two/preview.toml": 'title = "Two"\nneeds = ["one"]\n'}
    assert said(hook_order, tmp_path, WRAP, WRAP, **needs) == []


HOOK = "import pluggy\nhookimpl = pluggy.HookimplMarker('pkg')\n@hookimpl({0})\ndef opens(): pass\n"


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("tryfirst=True", "tryfirst=True", True),
        ("trylast=True", "trylast=True", True),
        ("tryfirst=True", "trylast=True", False),
        ("tryfirst=True", "", False),
        ("tryfirst=True", "tryfirst=True, specname='closes'", False),
        ("tryfirst=True", "tryfirst=False", False),
    ],
)
def test_places_in_the_order_of_pluggy(one: str, two: str, found: bool, tmp_path: Path) -> None:
    assert len(said(hook_order, tmp_path, HOOK.format(one), HOOK.format(two))) == found


@pytest.mark.parametrize("wish", ["tryfirst", "trylast"])
def test_what_is_said_of_pluggy_is_so(wish: str) -> None:
    """Of two that ask to be first, the one registered last is; and so for last."""
    spec, impl = pluggy.HookspecMarker("pkg"), pluggy.HookimplMarker("pkg")
    called: list[str] = []

    class Spec:
        @spec
        def opens(self) -> None:
            """The gate."""

    class Plugin:
        def __init__(self, name: str) -> None:
            self.name = name

        @impl(tryfirst=wish == "tryfirst", trylast=wish == "trylast")
        def opens(self) -> None:
            called.append(self.name)

    manager = pluggy.PluginManager("pkg")
    manager.add_hookspecs(Spec)
    for name in ("earlier", "later"):
        manager.register(Plugin(name))
    manager.hook.opens()
    assert called[0 if wish == "tryfirst" else -1] == "later"
