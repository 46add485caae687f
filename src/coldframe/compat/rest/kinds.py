"""What can differ between two schemas, and how grave that is in each direction.

A request is judged by what callers may send: whatever the base allows must still be allowed
(contravariance).  A response is judged by what callers may get: nothing may come that the base
does not allow (covariance).  Every kind gives one rule per side, so the same change of a schema is
an error where it narrows what may be sent and information where it narrows what comes.
"""

from __future__ import annotations

from typing import NamedTuple

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.compat.rest.differences.difference import Difference

E, W, I = ERROR, WARNING, INFO  # noqa: E741
NARROWS, WIDENS, CHANGES, OTHER = "narrows", "widens", "changes", "other"


class Kind(NamedTuple):
    """A change of a schema: its message, and its severity in a request and in a response.

    ``way`` says what it does to the set of values; the reasons and remedies follow from it, unless
    ``why`` says more.  ``texts`` says whether it can happen to parameters and headers.
    """

    name: str
    message: str
    request: str
    response: str
    way: str
    texts: bool = True
    why: str = ""
    hint: str = ""
    only: str = ""  # the one direction in which it can happen, if there is only one


def _limits(word: str, what: str, texts: bool = True) -> tuple[Kind, ...]:
    """The eight ways in which a lower and an upper limit of ``what`` change."""
    low, high = f"min_{word}", f"max_{word}"
    return (
        Kind(f"{low}_set", f"needs at least {{new}} {what} now", E, I, NARROWS, texts),
        Kind(f"{low}_raised", f"needs at least {{new}} {what}, not {{old}}", E, I, NARROWS, texts),
        Kind(f"{low}_lowered", f"needs {{new}} {what}, no longer {{old}}", I, E, WIDENS, texts),
        Kind(f"{low}_lifted", f"may have fewer than {{old}} {what} now", I, E, WIDENS, texts),
        Kind(f"{high}_set", f"may have at most {{new}} {what} now", E, I, NARROWS, texts),
        Kind(
            f"{high}_lowered", f"may have {{new}} {what}, no longer {{old}}", E, I, NARROWS, texts
        ),
        Kind(f"{high}_raised", f"may have {{new}} {what}, not only {{old}}", I, E, WIDENS, texts),
        Kind(f"{high}_lifted", f"may have more than {{old}} {what} now", I, E, WIDENS, texts),
    )


_NO_DEFAULT = "A default does not help: the contract says that it must be there."
KINDS: tuple[Kind, ...] = (
    Kind("type_changed", "was {old}, and is {new}", E, E, CHANGES),
    Kind("type_narrowed", "was {old}, and is only {new}", E, I, NARROWS),
    Kind("type_widened", "was {old}, and is {new}", I, E, WIDENS),
    Kind("null_forbidden", "may no longer be null", E, I, NARROWS, texts=False),
    Kind("null_allowed", "may be null now", I, E, WIDENS, texts=False),
    Kind("enum_set", "may only be {values} now", E, I, NARROWS),
    Kind("enum_lifted", "may be something else than {values} now", I, E, WIDENS),
    Kind("enum_value_removed", "can no longer be {values}", E, I, NARROWS),
    Kind("enum_value_added", "can be {values}, too", I, E, WIDENS),
    Kind("extensible_value_removed", "no longer knows {values}", E, I, NARROWS),
    Kind("minimum_set", "must be at least {new} now", E, I, NARROWS),
    Kind("minimum_raised", "must be at least {new}, not {old}", E, I, NARROWS),
    Kind("minimum_lowered", "may be as low as {new}, not only {old}", I, E, WIDENS),
    Kind("minimum_lifted", "may be lower than {old} now", I, E, WIDENS),
    Kind("maximum_set", "must be at most {new} now", E, I, NARROWS),
    Kind("maximum_lowered", "must be at most {new}, not {old}", E, I, NARROWS),
    Kind("maximum_raised", "may be as high as {new}, not only {old}", I, E, WIDENS),
    Kind("maximum_lifted", "may be higher than {old} now", I, E, WIDENS),
    Kind("multiple_set", "must be a multiple of {new} now", E, I, NARROWS),
    Kind("multiple_narrowed", "must be a multiple of {new}, not only of {old}", E, I, NARROWS),
    Kind("multiple_widened", "must be a multiple of {new}, no longer of {old}", I, E, WIDENS),
    Kind("multiple_changed", "must be a multiple of {new} instead of {old}", E, E, CHANGES),
    Kind("multiple_lifted", "need no longer be a multiple of {old}", I, E, WIDENS),
    *_limits("length", "characters"),
    *_limits("items", "items"),
    *_limits("properties", "properties", texts=False),
    Kind("pattern_set", "must match {new} now", E, I, NARROWS),
    Kind("pattern_changed", "must match {new} instead of {old}", E, E, CHANGES),
    Kind("pattern_lifted", "need no longer match {old}", I, E, WIDENS),
    Kind("pattern_narrowed", "can no longer be {values}", E, I, NARROWS),
    Kind("pattern_widened", "can be {values}, too", I, E, WIDENS),
    Kind("format_hint_set", "is said to be a {new} now", W, I, NARROWS,
         why="Few servers check formats like this one; those that do may refuse what callers"
         " send."),
    Kind("format_hint_lifted", "is no longer said to be a {old}", I, W, WIDENS,
         why="Few readers check formats like this one; who does may meet another value."),
    Kind("format_set", "has the format {new} now", E, I, NARROWS),
    Kind("format_narrowed", "has the format {new}, which holds less than {old}", E, I, NARROWS),
    Kind("format_widened", "has the format {new}, which holds more than {old}", I, E, WIDENS),
    Kind("format_changed", "has the format {new} instead of {old}", E, E, CHANGES),
    Kind("format_lifted", "no longer has the format {old}", I, E, WIDENS),
    Kind("items_must_be_unique", "must have no item twice now", E, I, NARROWS),
    Kind("items_may_repeat", "may have an item twice now", I, E, WIDENS),
    Kind("items_limited", "limits its items now", E, I, NARROWS),
    Kind("items_unlimited", "no longer limits its items", I, E, WIDENS),
    Kind("property_required", "{name} must be there now", E, I, NARROWS, texts=False,
         why=_NO_DEFAULT),
    Kind("property_optional", "{name} need no longer be there", I, E, WIDENS, texts=False),
    Kind("required_property_added", "{name} is new and must be there", E, I, NARROWS, texts=False,
         why=_NO_DEFAULT, only="request"),
    Kind("property_added", "{name} is new", I, I, OTHER, texts=False),
    Kind("property_added_to_closed", "{name} is new, and there was to be nothing else", I, W,
         WIDENS, texts=False, only="response",
         why="Readers that refuse what they do not know fail."),
    Kind("property_removed", "{name} is gone", W, E, OTHER, texts=False,
         why="Nobody reads what callers send under this name, or callers look for it in vain."),
    Kind("property_refused", "{name} is gone, and nothing else may be there", E, I, NARROWS,
         texts=False, only="request"),
    Kind("optional_property_removed", "{name} is gone", W, W, OTHER, texts=False,
         only="response",
         why="The contract never promised it, but who used it where it was will miss it."),
    Kind("property_became_read_only", "{name} can no longer be sent", W, I, NARROWS, texts=False,
         why="What callers send under this name is ignored or refused.", only="request"),
    Kind("property_became_write_only", "{name} no longer comes", I, E, WIDENS, texts=False,
         only="response"),
    Kind("optional_property_became_write_only", "{name} no longer comes", I, W, WIDENS,
         texts=False, only="response"),
    Kind("property_left_read_only", "{name} can be sent now", I, I, OTHER, texts=False,
         only="request"),
    Kind("property_left_write_only", "{name} comes now", I, I, OTHER, texts=False, only="response"),
    Kind("more_properties_forbidden", "may have no further properties now", E, I, NARROWS,
         texts=False),
    Kind("more_properties_allowed", "may have further properties now", I, W, WIDENS, texts=False,
         why="Readers that refuse what they do not know fail."),
    Kind("more_properties_limited", "limits its further properties now", E, I, NARROWS,
         texts=False),
    Kind("more_properties_unlimited", "no longer limits its further properties", I, E, WIDENS,
         texts=False),
    Kind("alternative_removed", "can no longer be {name}", E, I, NARROWS),
    Kind("alternative_added", "can be {name}, too", I, E, WIDENS),
    Kind("alternatives_overlap", "fits several alternatives at once now: {name}", E, I, NARROWS,
         texts=False,
         why="With oneOf a value that fits two alternatives is not valid.", only="request"),
    Kind("discriminator_changed", "tells its alternatives apart by {new}, not {old}", E, E,
         CHANGES, texts=False),
    Kind("mapping_removed", "no longer knows the discriminator's value {name}", W, I, NARROWS,
         texts=False, why="Whether the value is known without being listed cannot be told."),
    Kind("condition_set", "must meet a condition ({keyword}) now", E, I, NARROWS),
    Kind("condition_changed", "must meet another condition ({keyword})", E, E, CHANGES,
         why="Whether the two exclude each other cannot be told by reading."),
    Kind("condition_lifted", "need no longer meet a condition ({keyword})", I, E, WIDENS),
    Kind("default_set", "{name} has the default {new} now", I, I, OTHER, texts=False),
    Kind("default_lifted", "{name} no longer has the default {old}", W, I, OTHER,
         texts=False, why="What happens without it is not said any more."),
    Kind("default_changed", "{name} has the default {new} instead of {old}", W, I, OTHER,
         texts=False, why="Whoever leaves it out gets something else than before."),
    Kind("property_deprecated", "{name} is deprecated", I, I, OTHER, texts=False),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}

WHY = {
    (NARROWS, "request"): "Callers may send what is no longer accepted.",
    (WIDENS, "request"): "More is accepted than before: no caller breaks.",
    (NARROWS, "response"): "Less can come than before: no caller breaks.",
    (WIDENS, "response"): "Callers may get what the contract ruled out.",
    (CHANGES, "request"): "What callers send is not what is accepted.",
    (CHANGES, "response"): "What callers get is not what they read.",
    (OTHER, "request"): "No call that was valid becomes invalid.",
    (OTHER, "response"): "Callers skip what they do not know.",
}
HINT = {
    (NARROWS, "request"): "Go on accepting the old values, or bring the change with a new version.",
    (CHANGES, "request"): "Accept both forms for a while, or use a new name.",
    (WIDENS, "response"): "Keep to the old values for old callers, or bring it with a new version.",
    (CHANGES, "response"): "Add the new form under a new name, and keep the old one.",
    (OTHER, "request"): "Say in the release notes what callers should do instead.",
    (OTHER, "response"): "Deprecate it first, and remove it with a new version.",
}


def severity_of(difference: Difference) -> str:
    """How grave a difference between schemas is; of others, error."""
    kind = BY_NAME.get(difference.kind)
    if kind is None:
        return ERROR
    return kind.request if difference.side.asks else kind.response
