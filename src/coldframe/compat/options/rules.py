"""Every rule on configuration options: what it is called, how grave it is, and why."""

from __future__ import annotations

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.compat.rule import SurfaceRule as Rule

E, W, I = ERROR, WARNING, INFO  # noqa: E741

_KEEP = "Keep it, deprecate it (deprecated_for_removal), and remove it with a new major version."
_OLD = "Read the old name as well (deprecated_name, AliasChoices)."
_NOTHING = ("No site breaks.", "Nothing.")
_UNREAD = "What sites have set is no longer read, and most tools say nothing about it."
RULES: tuple[Rule, ...] = (
    Rule("option_removed", E, "the option is gone", _UNREAD, _KEEP),
    Rule("option_perhaps_removed", W, "the option is no longer found",
         "Its group, or whether the code registers it, could not be read.",
         "Check it, and accept this change with a reason."),
    Rule("deprecated_option_removed", W, "the deprecated option is gone",
         "Who has not followed the warning sets what is no longer read.",
         "Say so in the release notes."),
    Rule("option_renamed_kept", I, "is called {new} now; the old name still works",
         "Sites are warned, and go on.", "Say until when."),
    Rule("option_alias_kept", W, "is called {new} now; the old name works until {until}",
         "By the records of ended features it is still read; after that release it is not.",
         "Say so in the release notes, and until when."),
    Rule("option_group_changed", E, "is {new} now, and is not read in its old group",
         _UNREAD, "Give it deprecated_group with the old one."),
    Rule("option_old_name_removed", W, "the old name of {new} is no longer read",
         "Who has not followed the warning sets what is no longer read.",
         "Say so in the release notes."),
    Rule("option_type_changed", E, "was {old}, and is {new}",
         "What sites have set is refused at the start, or means something else.",
         "Accept the old values as well, or use a new name."),
    Rule("option_type_perhaps_changed", W, "was {old}, and is {new}",
         "Whether all that was accepted still is cannot be told by reading.",
         "Check it, and accept this change with a reason."),
    Rule("option_type_widened", I, "was {old}, and is {new}",
         "More is accepted than before: no site breaks.", "Nothing."),
    Rule("option_choice_removed", E, "no longer takes {old}",
         "Sites that have set it do not start.", "Go on accepting the value."),
    Rule("option_choices_limited", W, "only takes {new} now",
         "Any value was accepted, working or not: a site that has another does not start.",
         "Go on accepting other values, with a warning."),
    Rule("option_choice_added", I, "takes {new}, too", *_NOTHING),
    Rule("option_choices_lifted", I, "takes any value now", *_NOTHING),
    Rule("option_limited", W, "{what} is {new} now, and had no limit",
         "Any value was accepted, working or not: a site with one beyond does not start.",
         "Go on accepting other values, with a warning."),
    Rule("option_limits_narrowed", E, "{what} is {new}, not {old}",
         "Sites that have set a value beyond it do not start.", "Keep the old limit."),
    Rule("option_limits_widened", I, "{what} is {new}, not {old}", *_NOTHING),
    Rule("option_pattern_changed", W, "values must match {new}, not {old}",
         "Whether all that was accepted still is cannot be told by reading.",
         "Check it, and accept this change with a reason."),
    Rule("option_default_changed", W, "is {new} by default, not {old}",
         "Sites that have not set it do something else after the upgrade.",
         "Keep the default, or say so in the release notes."),
    Rule("option_became_required", E, "must be set now", "Sites without it do not start.",
         "Give it a default."),
    Rule("option_left_required", I, "need no longer be set", *_NOTHING),
    Rule("required_option_added", E, "is new, and must be set", "Sites without it do not start.",
         "Give it a default."),
    Rule("option_added", I, "the option is new", *_NOTHING),
    Rule("option_deprecated", I, "the option is deprecated", "It still works.", "Say until when."),
    Rule("option_left_reload", W, "is no longer read again when the service is told to",
         "Sites that change it without a restart keep the old value.", "Keep mutable=True."),
    Rule("option_stability_lowered", E, "was stable, and is a {stage} now",
         "What was promised once is not taken back.",
         "Keep the old one stable; a new preview is a new name."),
    Rule("option_stability_raised", I, "was a {stage}, and is stable now",
         "From now on it must stay compatible.",
         "Store a snapshot: coldframe compat snapshot"),
)  # fmt: skip
BY_NAME = {rule.name: rule for rule in RULES}
