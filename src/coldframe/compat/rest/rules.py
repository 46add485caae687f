"""Every rule on REST surfaces: what it is called, how grave it is, and why.

Those on schemas are made of ``kinds``, one per side; those on operations stand here.
"""

from __future__ import annotations

from typing import NamedTuple

from coldframe.compat.change import ERROR, INFO, REQUEST, RESPONSE, WARNING
from coldframe.compat.rest.differences.difference import SIDES
from coldframe.compat.rest.kinds import HINT, KINDS, WHY

E, W, I = ERROR, WARNING, INFO  # noqa: E741


class RestRule(NamedTuple):
    """``message`` is filled in with what differs; ``direction`` is empty where there is none."""

    name: str
    severity: str
    direction: str
    message: str
    why: str
    hint: str


_KEEP = "Keep it, mark it `deprecated`, and remove it with a new version."
_OPERATION: tuple[RestRule, ...] = (
    RestRule("operation_removed", E, "", "the operation is gone",
             "Every call of it fails.", _KEEP),
    RestRule("operation_removed_early", E, "", "the operation is gone before its sunset, {date}",
             "Callers were told that it would work until then.", "Keep it until that day."),
    RestRule("operation_sunset", I, "", "the operation is gone, as its sunset of {date} said",
             "Callers were told in time.", "Nothing."),
    RestRule("operation_added", I, "", "the operation is new", "No caller breaks.", "Nothing."),
    RestRule("operation_deprecated", I, "", "the operation is deprecated",
             "It still works.", "Say with `x-sunset` until when."),
    RestRule("operation_restored", I, "", "the operation is no longer deprecated",
             "No caller breaks.", "Nothing."),
    RestRule("sunset_earlier", W, "", "its sunset moved from {old} to {new}",
             "Callers have less time than they were told.", "Keep the day that was announced."),
    RestRule("sunset_removed", W, "", "it no longer says until when it works ({old})",
             "Callers planned for that day.", "Keep the day that was announced."),
    RestRule("operation_id_changed", W, "", "its operationId is {new} instead of {old}",
             "Generated clients call it by that name.", "Keep the operationId."),
    RestRule("tag_removed", I, "", "it lost the tag {name}",
             "Generated clients may be grouped by tags; calls are not.", "Nothing."),
    RestRule("path_variable_renamed", I, "", "the path's variable {old} is called {new}",
             "Its name is never sent.", "Nothing."),
    RestRule("stability_lowered", E, "", "its stability went down from {old} to {new}",
             "What was promised once is not taken back.",
             "Keep the level; a new preview is a new operation."),
    RestRule("stability_raised", I, "", "its stability went up from {old} to {new}",
             "From now on it must stay compatible.", "Store a snapshot: coldframe compat snapshot"),
    RestRule("stable_exposes_preview", E, "", "{place} is {level}, but the operation is stable",
             "What a stable operation takes and gives is as stable as it is.",
             "Make the schema stable, or mark the operation as preview."),
    RestRule("type_unknown", I, "", "there is no type {old}; it is read as {new}",
             "Other tools may refuse the document.",
             "Write a type of JSON Schema."),
    RestRule("reference_broken", W, "", "$ref {name} leads nowhere",
             "What is allowed here is not known, and not compared.",
             "Let it name what is there."),
    RestRule("server_removed", W, "", "the server {name} is gone",
             "Callers that use this address find nothing.", "Keep it, or redirect it."),
    RestRule("server_added", I, "", "the server {name} is new", "No caller breaks.", "Nothing."),
    RestRule("webhook_removed", E, RESPONSE, "the webhook is gone",
             "Who waits for it waits forever.", _KEEP),
    RestRule("webhook_added", I, RESPONSE, "the webhook is new",
             "Nobody has registered for it.", "Nothing."),
    RestRule("callback_removed", E, RESPONSE, "the callback {name} is gone",
             "Who waits for it waits forever.", _KEEP),
    RestRule("callback_added", W, RESPONSE, "the callback {name} is new",
             "Callers are called where they do not listen.", "Call back only who asked for it."),
    RestRule("call_narrowed", I, REQUEST, "{what}", "Who is called reads it already, or skips it.",
             "Nothing."),
    RestRule("call_body_removed", E, REQUEST, "the call has no body any more",
             "Who is called reads it.", "Go on sending it."),
    RestRule("call_body_optional", E, REQUEST, "the call need no longer have a body",
             "Who is called reads it always.", "Go on sending it always."),
    RestRule("call_media_type_added", E, REQUEST, "the body of the call can be {name}, too",
             "Who is called cannot say what it reads.", "Send it only to those who ask for it."),
    RestRule("call_parameter_removed", E, REQUEST, "the call lost the {place} parameter {name}",
             "Who is called reads it.", "Go on sending it."),
    RestRule("optional_call_parameter_removed", W, REQUEST,
             "the call lost the {place} parameter {name}",
             "It never had to be there, but who used it will miss it.", "Go on sending it."),
    RestRule("call_parameter_optional", E, REQUEST,
             "the {place} parameter {name} of the call need no longer be there",
             "Who is called relies on it.", "Go on sending it always."),
    RestRule("link_removed", W, RESPONSE, "the link {name} of {status} is gone",
             "Clients that follow links lose their way.", _KEEP),
    RestRule("parameter_removed", E, REQUEST, "the {place} parameter {name} is gone",
             "What callers ask for with it is ignored or refused.", _KEEP),
    RestRule("deprecated_parameter_removed", W, REQUEST,
             "the deprecated {place} parameter {name} is gone",
             "Whoever still sends it is ignored or refused.", "Say so in the release notes."),
    RestRule("required_parameter_added", E, REQUEST,
             "the {place} parameter {name} is new and required",
             "No call has it. A default does not help: the contract says that a call without it"
             " is not valid.", "Make it optional."),
    RestRule("parameter_added", I, REQUEST, "the {place} parameter {name} is new",
             "No caller breaks.", "Nothing."),
    RestRule("parameter_required", E, REQUEST, "the {place} parameter {name} is required now",
             "Calls without it were valid.", "Leave it optional."),
    RestRule("parameter_optional", I, REQUEST, "the {place} parameter {name} is optional now",
             "No caller breaks.", "Nothing."),
    RestRule("parameter_moved", E, REQUEST, "the parameter {name} is in {new} instead of {old}",
             "Callers send it where nobody looks.", "Read it in both places."),
    RestRule("parameter_written_otherwise", E, REQUEST,
             "the {place} parameter {name} is written as {new} instead of {old}",
             "Lists and objects are taken apart in another way.", "Keep style and explode."),
    RestRule("parameter_deprecated", I, REQUEST, "the {place} parameter {name} is deprecated",
             "It still works.", "Say until when."),
    RestRule("parameter_default_changed", E, REQUEST,
             "the {place} parameter {name} has the default {new} instead of {old}",
             "The same call without it does something else.", "Keep the default."),
    RestRule("parameter_default_set", W, REQUEST,
             "the {place} parameter {name} has the default {new} now",
             "What happened without it was not said: if it was something else, calls do other"
             " things.", "Make sure that the default is what happened before."),
    RestRule("parameter_default_lifted", W, REQUEST,
             "the {place} parameter {name} no longer has the default {old}",
             "What happens without it is not said any more.", "Keep the default."),
    RestRule("parameter_must_have_value", E, REQUEST,
             "the {place} parameter {name} may no longer be empty",
             "Callers may send it without a value.", "Go on accepting an empty value."),
    RestRule("parameter_reserved_refused", W, REQUEST,
             "the {place} parameter {name} must have its reserved characters escaped now",
             "Callers may send them as they are.", "Go on reading both."),
    RestRule("required_body_added", E, REQUEST, "the request needs a body now",
             "No call has one.", "Make it optional."),
    RestRule("body_added", I, REQUEST, "the request may have a body now",
             "No caller breaks.", "Nothing."),
    RestRule("body_removed", E, REQUEST, "the request has no body any more",
             "What callers send is ignored or refused.", "Go on reading it."),
    RestRule("body_required", E, REQUEST, "the request's body is required now",
             "Calls without it were valid.", "Leave it optional."),
    RestRule("body_optional", I, REQUEST, "the request's body is optional now",
             "No caller breaks.", "Nothing."),
    RestRule("request_media_type_removed", E, REQUEST, "the request can no longer be {name}",
             "Callers that send it are refused.", "Go on reading it."),
    RestRule("request_media_type_added", I, REQUEST, "the request can be {name}, too",
             "No caller breaks.", "Nothing."),
    RestRule("request_schema_added", E, REQUEST, "the request's {name} has a schema now",
             "Anything was valid before.", "Accept what was sent before."),
    RestRule("request_schema_lifted", I, REQUEST, "the request's {name} has no schema any more",
             "Anything is valid.", "Nothing."),
    RestRule("request_encoding_changed", W, REQUEST,
             "the part {name} of the request is {new} instead of {old}",
             "Callers send it in the old form.", "Go on reading it."),
    RestRule("status_removed", E, RESPONSE, "{status} no longer comes",
             "Callers that wait for it take the new answer for a failure.",
             "Keep the status for old callers."),
    RestRule("error_status_removed", I, RESPONSE, "{status} no longer comes",
             "It was no success.", "Nothing."),
    RestRule("status_added", I, RESPONSE, "{status} can come now",
             "Callers read the class of a status they do not know (RFC 9110, 15).", "Nothing."),
    RestRule("answer_removed", E, RESPONSE, "{status} has no body any more",
             "Callers read it.", "Go on sending it."),
    RestRule("answer_added", I, RESPONSE, "{status} has a body now",
             "Callers do not read it.", "Nothing."),
    RestRule("response_media_type_removed", E, RESPONSE, "{status} can no longer be {name}",
             "Callers that accept nothing else are refused.", "Go on offering it."),
    RestRule("response_media_type_added", I, RESPONSE, "{status} can be {name}, too",
             "Callers get what they accept.", "Nothing."),
    RestRule("response_schema_added", I, RESPONSE, "{status} as {name} has a schema now",
             "Anything could come before.", "Nothing."),
    RestRule("response_schema_lifted", W, RESPONSE, "{status} as {name} has no schema any more",
             "Anything can come.", "Describe what comes."),
    RestRule("response_header_removed", E, RESPONSE, "{status} lost the header {name}",
             "Callers read it.", "Go on sending it."),
    RestRule("optional_response_header_removed", W, RESPONSE, "{status} lost the header {name}",
             "It never had to come, but who used it will miss it.", "Go on sending it."),
    RestRule("response_header_optional", E, RESPONSE,
             "the header {name} of {status} need no longer come",
             "Callers rely on it.", "Go on sending it always."),
    RestRule("response_header_required", I, RESPONSE, "the header {name} of {status} always comes",
             "No caller breaks.", "Nothing."),
    RestRule("response_header_added", I, RESPONSE, "{status} has the new header {name}",
             "Callers skip what they do not know.", "Nothing."),
    RestRule("credentials_required", E, REQUEST, "credentials are needed now ({new})",
             "Calls without them were valid.", "Bring it with a new version."),
    RestRule("credentials_changed", E, REQUEST, "{old} is no longer enough",
             "Callers have other credentials than are asked for.",
             "Go on accepting the old ones beside the new."),
    RestRule("credentials_added", I, REQUEST, "{new} is accepted, too",
             "No caller breaks.", "Nothing."),
    RestRule("credentials_lifted", I, REQUEST, "no credentials are needed any more",
             "No caller breaks.", "Nothing."),
    RestRule("scope_required", E, REQUEST, "the scope {name} is needed now ({scheme})",
             "Tokens that callers have lack it.", "Accept the old scopes as well."),
    RestRule("role_required", W, REQUEST, "the role {name} is needed now ({scheme})",
             "What the names mean that are asked for with this scheme, OpenAPI leaves open.",
             "Say in the release notes who has it."),
    RestRule("scheme_changed", E, REQUEST,
             "the security scheme {name} is {new} instead of {old}",
             "Callers prove who they are in another way.", "Add a scheme, and keep this one."),
    RestRule("token_address_changed", W, REQUEST,
             "the security scheme {name} has its {what} at {new} instead of {old}",
             "Clients with the old address cannot sign in.", "Keep the address, or redirect it."),
    RestRule("flow_removed", E, REQUEST, "the security scheme {name} lost the flow {what}",
             "Clients that sign in this way cannot.", "Keep the flow."),
)  # fmt: skip


def _of_kinds() -> list[RestRule]:
    made = []
    for side in SIDES:
        for kind in KINDS:
            if (side.texts and not kind.texts) or kind.only not in ("", side.direction):
                continue
            severity = kind.request if side.asks else kind.response
            why = kind.why if kind.why and severity != INFO else WHY[kind.way, side.direction]
            hint = kind.hint or (
                "Nothing." if severity == INFO else HINT.get((kind.way, side.direction), "Nothing.")
            )
            made.append(
                RestRule(
                    f"{side.word}_{kind.name}", severity, side.direction, kind.message, why, hint
                )
            )
    return made


RULES: tuple[RestRule, ...] = (*_OPERATION, *_of_kinds())
BY_NAME = {rule.name: rule for rule in RULES}
