"""Whether an answer shows that a caller of the base fails."""

from __future__ import annotations

from collections.abc import Sequence

from coldframe.compat.change import Change, Witness
from coldframe.compat.rest.operations import Operation
from coldframe.compat.witness.calls import Call, Calls
from coldframe.compat.witness.concern import concern_of, named
from coldframe.compat.witness.contract import ANSWER, Contract, media_of
from coldframe.compat.witness.search import breaking_call
from coldframe.compat.witness.sending import Answer, Sender

CONFIRMED, OPEN, UNTRIED = "confirmed", "not confirmed", "not tried"
# What applications answer to a request that they do not accept (RFC 9110, 15.5).
_REFUSED = frozenset((400, 404, 405, 406, 410, 411, 413, 414, 415, 422))
_CONTROLS = 6
# Rules on what a request may no longer have: applications pass over it, or refuse it.
_DROPPED = frozenset(
    ("parameter_removed", "deprecated_parameter_removed", "parameter_moved", "body_removed",
     "parameter_written_otherwise", "parameter_must_have_value", "parameter_reserved_refused",
     "request_property_removed", "request_property_became_read_only")
)  # fmt: skip


class Judge:
    """Makes calls, and judges the answers; those that both documents allow are made once."""

    def __init__(self, base: Contract, head: Contract, sender: Sender) -> None:
        self.base, self.head, self.sender = base, head, sender
        self.old, self.new = Calls(base.document), Calls(head.document)
        self._both: dict[str, list[tuple[Call, Answer]]] = {}

    def of(self, change: Change, operation: Operation) -> Witness:
        """The witness of one change in one operation of the base."""
        if change.rule.startswith("operation_removed"):
            return self._gone(operation)
        if change.rule == "credentials_required":
            return self._unasked(operation)
        if change.rule in _DROPPED:
            return self._dropped(change, operation)
        if change.direction == "response":
            return self._answered(change, operation)
        return self._refused(change, operation)

    def _gone(self, operation: Operation) -> Witness:
        for call in self._valid(operation)[:3]:
            answer = self.sender.send(self.old, call)
            if answer.status in (405, 410, 501):
                return self._witness(CONFIRMED, "", self.old, call, answer)
            if answer.status == 404:
                if answer.text == self.sender.nowhere().text:
                    return self._witness(CONFIRMED, "", self.old, call, answer)
                why = "what the path names may be missing, and not the operation"
                return self._witness(OPEN, why, self.old, call, answer)
            return self._witness(OPEN, "the application answers still", self.old, call, answer)
        return Witness(OPEN, "no call could be made up")

    def _unasked(self, operation: Operation) -> Witness:
        for call in self._valid(operation)[:1]:
            answer = self.sender.send(self.old, call, bare=True)
            asked = answer.status in (401, 403)
            why = "" if asked else "the application does not ask"
            return self._witness(CONFIRMED if asked else OPEN, why, self.old, call, answer)
        return Witness(OPEN, "no call could be made up")

    def _dropped(self, change: Change, operation: Operation) -> Witness:
        """A call with what the request no longer has, and which is valid otherwise."""
        pointer = self.base.bundle.pointer(change.base)
        parameters = self.base.parameters(operation).values()
        names = [each.name for each in parameters if each.node.pointer == pointer]
        name = names[0] if names else named(pointer)
        twin = self.head.twin(operation)
        for call in self._valid(operation):
            whole = f"{call.query} {call.headers} {call.cookies} {call.body}"
            has = f"{name!r}:" in whole if name else bool(call.media_type or call.query)
            if has and twin is not None and self._else_valid(twin, call, change.rule):
                answer = self.sender.send(self.old, call)
                return self._compared(operation, call, answer, True)
        return Witness(OPEN, "no call with it could be made up that is valid otherwise")

    def _else_valid(self, twin: Operation, call: Call, rule: str) -> bool:
        if rule == "body_removed":
            call = call._replace(body=None, media_type="")
        return not self.head.call_faults(twin, call)

    def _refused(self, change: Change, operation: Operation) -> Witness:
        about = concern_of(change, self.head.bundle.pointer(change.head))
        base_at = self.base.bundle.pointer(change.base)
        found = breaking_call(self.base, self.head, self.old, operation, base_at, about)
        if found is None:
            return Witness(
                OPEN, "no call could be made up that the base allows and this change rules out"
            )
        call, alone = found
        call = self._at_examples(operation, call)
        return self._compared(operation, call, self.sender.send(self.old, call), alone)

    def _compared(self, operation: Operation, call: Call, answer: Answer, alone: bool) -> Witness:
        """Whether ``call`` is refused, and calls that both documents allow are not."""

        def told(verdict: str, why: str) -> Witness:
            return self._witness(verdict, why, self.old, call, answer)

        if not answer.status:
            return told(OPEN, "")
        if answer.status in (401, 403):
            return told(OPEN, "the application asks for credentials: --witness-header")
        if answer.status not in _REFUSED and answer.status < 500:
            return told(OPEN, "the application takes it")
        controls = [each for _, each in self._controls(operation)]
        if any(each.status and each.status < 400 for each in controls):
            return told(CONFIRMED, "" if alone else "together with other changes")
        if answer.status in (400, 415, 422) and all(
            each.status not in (answer.status, 0) and each.status < 500 for each in controls
        ):
            return told(CONFIRMED, "" if alone else "together with other changes")
        return told(OPEN, "calls that both documents allow are refused, too")

    def _answered(self, change: Change, operation: Operation) -> Witness:
        good = [
            (call, answer)
            for call, answer in self._controls(operation)
            if 200 <= answer.status < 400 and not self.base.call_faults(operation, call)
        ]
        pointer = self.base.bundle.pointer(change.base)
        for call, answer in good:
            if self._broken(change, operation, answer, pointer):
                return self._witness(CONFIRMED, "", self.old, call, answer)
        if good:
            return self._witness(OPEN, "the answers keep to the base", self.old, *good[0])
        asked = [each for _, each in self._controls(operation) if each.status in (401, 403)]
        if asked:
            return Witness(OPEN, "the application asks for credentials: --witness-header")
        statuses = sorted({str(each.status or "none") for _, each in self._controls(operation)})
        seen = f" (the answers: {', '.join(statuses)})" if statuses else ""
        return Witness(OPEN, f"no call that both documents allow succeeded{seen}")

    def _broken(self, change: Change, operation: Operation, answer: Answer, pointer: str) -> bool:
        declared = self.base.answer(operation, answer.status)
        if change.rule == "status_removed":
            return declared is None or "default" in declared.pointer.rpartition("/")[2]
        if declared is None:
            return False
        if change.rule == "answer_removed":
            return declared.pointer == pointer and not answer.text
        if change.rule == "response_media_type_removed":
            return media_of(declared, answer.media_type) is None
        if change.rule.endswith("response_header_removed"):
            described = self.base.surface.references.object
            headers = declared.children("headers").items()
            names = [name for name, node in headers if described(node).pointer == pointer]
            return any(name.lower() not in answer.headers for name in names)
        media = media_of(declared, answer.media_type)
        schema = media.get("schema") if media else None
        value = answer.value
        if schema is None or (value is None and answer.text.strip() != "null"):
            return False
        faults = self.base.faults(value, schema, ANSWER)
        return any(concern_of(change, pointer).holds(fault) for fault in faults)

    def _controls(self, operation: Operation) -> list[tuple[Call, Answer]]:
        """Calls that both documents allow, with their answers."""
        if operation.label not in self._both:
            twin = self.head.twin(operation)
            calls = [
                call
                for call in self._valid(operation)
                if twin is not None and not self.head.call_faults(twin, call)
            ]
            chosen = _spread(calls)
            found = [(call, self.sender.send(self.old, call)) for call in chosen]
            if not found and twin is not None:
                own = [self._at_examples(twin, call, new=True) for call in self.new.of(twin)]
                found = [(call, self.sender.send(self.new, call)) for call in _spread(own)]
            self._both[operation.label] = found
        return self._both[operation.label]

    def _valid(self, operation: Operation) -> list[Call]:
        calls = [self._at_examples(operation, call) for call in self.old.of(operation)]
        return [call for call in calls if not self.base.call_faults(operation, call)]

    def _at_examples(self, operation: Operation, call: Call, new: bool = False) -> Call:
        """``call`` with the examples that the document gives of what its path names."""
        contract = self.head if new else self.base
        found = dict(call.path_parameters)
        for parameter in contract.parameters(operation).values():
            if parameter.place == "path" and parameter.name in found:
                example = _example(parameter.node.value)
                if example is not None:
                    found[parameter.name] = example
        return call._replace(path_parameters=found)

    def _witness(self, verdict: str, why: str, calls: Calls, call: Call, answer: Answer) -> Witness:
        shown = self.sender.shown(answer)
        return Witness(verdict, why, self.sender.curl(calls, call), shown)


def _spread(calls: Sequence[Call]) -> list[Call]:
    """The smallest, the largest, and some between."""
    unlike = list({repr(call): call for call in calls}.values())
    if len(unlike) <= _CONTROLS:
        return unlike
    return [unlike[at * (len(unlike) - 1) // (_CONTROLS - 1)] for at in range(_CONTROLS)]


def _example(parameter: dict[str, object]) -> object:
    schema = parameter.get("schema")
    for holder in (parameter, schema if isinstance(schema, dict) else {}):
        if "example" in holder:
            return holder["example"]
        given = holder.get("examples")
        if isinstance(given, list) and given:
            return given[0]
        if isinstance(given, dict):
            for each in given.values():
                if isinstance(each, dict) and "value" in each:
                    return each["value"]
    return schema.get("default") if isinstance(schema, dict) else None
