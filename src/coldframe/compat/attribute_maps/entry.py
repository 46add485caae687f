"""One attribute of a resource: data only, the same from a tree and from a snapshot."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

# Neutron takes these from the token (neutron-lib's `populate_project_info`): they may be sent, but
# need not, and a resource is not made of them alone.
FILLED_IN = ("tenant_id", "project_id")


class Attribute(NamedTuple):
    """An attribute of an attribute map, or with ``method`` an action of a resource.

    ``name`` is ``ports.name``, or ``qos/policies/bandwidth_limit_rules.id`` for one of a resource
    below another.  ``route`` is the address of the collection, ``member`` what one of its things
    is called in a body.  ``post`` and ``put`` say what may be sent, ``visible`` what comes.
    ``default`` and ``schema`` are JSON; an empty schema means that it could not be read.
    ``certain`` is False if something else of it could not be read.  ``by`` is the alias of the
    extension that says so.
    """

    name: str
    path: str
    line: int = 0
    stage: str = ""
    route: str = ""
    member: str = ""
    method: str = ""
    post: bool = False
    put: bool = False
    required: bool = False
    visible: bool = False
    filters: bool = False
    sorts: bool = False
    default: str = ""
    schema: str = ""
    certain: bool = True
    by: str = ""


class Attributes(NamedTuple):
    """All of a project, by name; of several definitions of an attribute, the last one counts."""

    all: tuple[Attribute, ...] = ()
