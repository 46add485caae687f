"""The label in a JSON Home document (draft-nottingham-json-home), as Keystone serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.runtime.labels.routes import Routes

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews

# Keystone says this or "deprecated", and nothing of what is stable (keystone.common.json_home);
# clients compare, so the host's word is no help.
STATUS = "experimental"


def label_json_home(
    document: dict[str, Any], previews: Previews, prefix: str = ""
) -> dict[str, Any]:
    """Set ``hints.status`` of the resources that preview features claim; returns ``document``.

    ``prefix`` is where the service is, such as ``/v3``; claims are compared with the reference
    of a resource as it is written and below the prefix.  To label twice changes nothing.
    """
    routes = Routes(previews)
    for resource in document.get("resources", {}).values():
        path = resource.get("href") or resource.get("href-template", "")
        if routes.of_route(path) or routes.of_route(prefix + path):
            resource.setdefault("hints", {})["status"] = STATUS
    return document
