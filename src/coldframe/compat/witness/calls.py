"""Calls that a document allows, made by schemathesis from its schemas."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from coldframe.compat.rest.document import Document
from coldframe.compat.rest.operations import Operation
from coldframe.declare.mistake import Mistake

COUNT = 60  # calls that are made up of one operation


class Call(NamedTuple):
    """What a caller sends.  ``body`` counts only with a ``media_type``."""

    method: str
    path: str
    path_parameters: dict[str, Any]
    query: dict[str, Any]
    headers: dict[str, Any]
    cookies: dict[str, Any]
    body: Any = None
    media_type: str = ""

    @property
    def size(self) -> int:
        """How much there is to read of it."""
        return len(json.dumps(self[2:], default=str))


class Calls:
    """The calls of one document."""

    def __init__(self, document: Document) -> None:
        self._schema = _schemathesis().openapi.from_dict(document.value)
        self._made: dict[str, list[Call]] = {}

    def of(self, operation: Operation) -> list[Call]:
        """Some calls of ``operation``, the same ones every time, smallest first."""
        if operation.label not in self._made:
            found = self._some(operation)
            self._made[operation.label] = sorted(found, key=lambda call: call.size)
        return self._made[operation.label]

    def sent(self, call: Call, address: str) -> dict[str, Any]:
        """``call`` as what `requests` wants to know."""
        return dict(self._case(call).as_transport_kwargs(base_url=address))

    def curl(self, call: Call, address: str) -> str:
        """``call`` as a line for a shell."""
        line = str(self._case(call).as_curl_command())
        return line.replace("http://localhost", address, 1)

    def _case(self, call: Call) -> Any:
        operation = self._schema[call.path][call.method.upper()]
        more = {"body": call.body, "media_type": call.media_type} if call.media_type else {}
        return operation.Case(
            path_parameters=dict(call.path_parameters),
            query=dict(call.query),
            headers=dict(call.headers),
            cookies=dict(call.cookies),
            **more,
        )

    def _some(self, operation: Operation) -> list[Call]:
        from hypothesis import HealthCheck, Phase, given, settings
        from hypothesis.errors import HypothesisException
        from schemathesis.core.errors import SchemathesisError

        found: list[Call] = []

        @settings(
            max_examples=COUNT,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        @given(self._schema[operation.path][operation.method.upper()].as_strategy())
        def keep(case: Any) -> None:
            found.append(_call(case))

        try:
            keep()
        except (HypothesisException, SchemathesisError):
            return found  # of what cannot be made up there is no witness
        return found


def _call(case: Any) -> Call:
    has_body = type(case.body).__name__ != "NotSet" and bool(case.media_type)
    return Call(
        case.method.lower(),
        case.path,
        dict(case.path_parameters or {}),
        dict(case.query or {}),
        dict(case.headers or {}),
        dict(case.cookies or {}),
        case.body if has_body else None,
        str(case.media_type or "") if has_body else "",
    )


def _schemathesis() -> Any:
    try:
        import schemathesis
    except ModuleNotFoundError:
        raise Mistake(
            "a witness needs schemathesis, which is not installed",
            "pip install 'coldframe[witness]'",
        ) from None
    return schemathesis
