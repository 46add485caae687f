"""The attribute maps of a project, merged as Neutron does it: who needs another comes after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.compat.attribute_maps.attribute import action, attribute
from coldframe.compat.attribute_maps.entry import Attribute, Attributes
from coldframe.compat.attribute_maps.names import Names
from coldframe.compat.attribute_maps.values import Map
from coldframe.compat.declared.modules import modules_with
from coldframe.compat.declared.stages import Claimed

if TYPE_CHECKING:
    from coldframe.check.host import Host

WORDS = ("RESOURCE_ATTRIBUTE_MAP", "EXTENDED_ATTRIBUTES_2_0")
_MAPS = ("RESOURCE_ATTRIBUTE_MAP", "EXTENDED_ATTRIBUTES_2_0")
_MEMBERS = {"policies": "policy", "addresses": "address"}


class Definition(NamedTuple):
    """The maps of one module that defines a part of the API."""

    module: str
    path: str
    names: dict[str, Any]

    @property
    def alias(self) -> str:
        """What others call it when they need it."""
        found = self.names.get("ALIAS")
        return found if isinstance(found, str) else self.module

    @property
    def needs(self) -> list[str]:
        """The aliases of those that it needs, or extends if they are there."""
        found: list[Any] = []
        for name in ("REQUIRED_EXTENSIONS", "OPTIONAL_EXTENSIONS"):
            held = self.names.get(name)
            found += (
                [each for each in held if isinstance(each, str)] if isinstance(held, list) else []
            )
        return found

    def text(self, name: str) -> str:
        """A name of it that is a text, or nothing."""
        found = self.names.get(name)
        return found if isinstance(found, str) else ""


def read_attribute_maps(host: Host) -> Attributes:
    """Every attribute of every resource of ``host``, by name; nothing of it is imported.

    An attribute whose name cannot be read is left out.  Raises Mistake for declarations that
    cannot be read.
    """
    names = Names(host)
    definitions = [
        Definition(file.name, file.path, names.of(file.name))
        for file, _ in modules_with(host, WORDS)
    ]
    resources = _Resources()
    for each in _ordered(definitions):
        resources.add(each)
    claimed = Claimed(host, "routes")
    return Attributes(
        tuple(
            each._replace(stage=claimed.stage((each.route,), each.path))
            for each in sorted(resources.attributes(), key=lambda each: each.name)
        )
    )


def _ordered(definitions: list[Definition]) -> Iterator[Definition]:
    """Those that others need first; else by alias.  A circle is broken where it is met."""
    by_alias: dict[str, list[Definition]] = {}
    for each in definitions:
        by_alias.setdefault(each.alias, []).append(each)
    done: set[str] = set()

    def walk(alias: str) -> Iterator[Definition]:
        if alias in done:
            return
        done.add(alias)
        for each in by_alias.get(alias, ()):
            for need in sorted(each.needs):
                yield from walk(need)
        yield from by_alias.get(alias, ())

    for alias in sorted(by_alias):
        yield from walk(alias)


class _Told(NamedTuple):
    """What one definition says of an attribute, and where."""

    attribute: dict[Any, Any]
    place: tuple[str, int]
    alias: str


class _Resources:
    """Resources by their collection; those below another by both."""

    def __init__(self) -> None:
        self._maps: dict[str, dict[str, list[_Told]]] = {}
        self._routes: dict[str, str] = {}
        self._members: dict[str, str] = {}
        self._actions: list[tuple[str, str, str, tuple[str, int]]] = []

    def add(self, definition: Definition) -> None:
        """All that ``definition`` has."""
        for name in _MAPS:
            for collection, attributes in _tables(definition.names.get(name)):
                self._extend(definition, collection, attributes)
                self._describe(definition, collection, attributes)
        subordinate = definition.names.get("SUB_RESOURCE_ATTRIBUTE_MAP")
        for collection, held in _tables(subordinate):
            parent = held.get("parent")
            above = parent.get("collection_name") if isinstance(parent, dict) else None
            name = f"{above}/{collection}" if isinstance(above, str) else self._below(collection)
            parameters = held.get("parameters")
            if name and isinstance(parameters, Map):
                self._extend(definition, name, parameters)
                self._members.setdefault(name, _member(definition, collection))
        actions = definition.names.get("ACTION_MAP")
        for member, held in _tables(actions):
            for word, method in held.items():
                if isinstance(word, str) and isinstance(method, str):
                    place = held.places.get(word, (definition.path, 0))
                    self._actions.append((member, word, method, place))

    def _extend(self, definition: Definition, name: str, attributes: Map) -> None:
        held = self._maps.setdefault(name, {})
        for key, told in attributes.items():
            if isinstance(key, str) and isinstance(told, dict):
                place = attributes.places.get(key, (definition.path, 0))
                held.setdefault(key, []).append(_Told(told, place, definition.alias))

    def _describe(self, definition: Definition, collection: str, attributes: Map) -> None:
        """The address and the member's name, as the one says that defines the resource."""
        if "id" in attributes or collection not in self._routes:
            prefix = definition.text("API_PREFIX") if "id" in attributes else ""
            self._routes[collection] = _route(prefix, collection)
            self._members[collection] = _member(definition, collection)

    def _below(self, collection: str) -> str:
        """The known resource below another that is called ``collection``."""
        known = [name for name in self._maps if name.endswith(f"/{collection}")]
        return known[0] if len(known) == 1 else ""

    def attributes(self) -> Iterator[Attribute]:
        """Each attribute, the last of its definitions last, and each action."""
        for name, held in self._maps.items():
            above, _, collection = name.rpartition("/")
            route = self._routes.get(name, "")
            if above:
                parent = self._routes.get(above, _route("", above))
                route = f"{parent}/{{id}}/{collection}"
            member = self._members.get(name, collection)
            for key, definitions in held.items():
                for told, place, alias in definitions:
                    found = attribute(f"{name}.{key}", route, member, told, place)
                    yield found._replace(by=alias)
        for member, word, method, place in self._actions:
            for collection, known in self._members.items():
                if known == member and collection in self._routes:
                    yield action(collection, self._routes[collection], word, method, place)


def _tables(value: Any) -> Iterator[tuple[str, Map]]:
    for key, held in value.items() if isinstance(value, dict) else ():
        if isinstance(key, str) and isinstance(held, Map):
            yield key, held


def _route(prefix: str, collection: str) -> str:
    """The address of a collection (Neutron writes its underscores as dashes)."""
    prefix = "/" + prefix.strip("/") if prefix.strip("/") else ""
    return f"/v2.0{prefix}/{collection.replace('_', '-')}"


def _member(definition: Definition, collection: str) -> str:
    if definition.text("COLLECTION_NAME") == collection and definition.text("RESOURCE_NAME"):
        return definition.text("RESOURCE_NAME")
    if collection.endswith("ies"):
        return collection[:-3] + "y"
    return _MEMBERS.get(collection, collection.removesuffix("s"))
