"""Every rule on entry points: what it is called, how grave it is, and why."""

from __future__ import annotations

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.compat.rule import SurfaceRule as Rule

E, W, I = ERROR, WARNING, INFO  # noqa: E741

_KEEP = "Keep it, deprecate it, and remove it with a new major version."
_NOTHING = ("Nobody breaks.", "Nothing.")
RULES: tuple[Rule, ...] = (
    Rule("entry_point_removed", E, "the entry point is gone{where}",
         "Configuration and programs that name it find nothing.", _KEEP),
    Rule("script_removed", E, "the command is no longer installed{where}",
         "Whoever types it, or has it in a script or a unit, finds nothing.", _KEEP),
    Rule("entry_point_group_removed", E, "all {count} entry points of the group are gone",
         "Whoever goes through the group finds nothing.", _KEEP),
    Rule("entry_point_perhaps_removed", W, "the entry point is no longer written down",
         "Some are computed when the project is built; reading cannot tell.",
         "Write entry points down in pyproject.toml or setup.cfg."),
    Rule("entry_point_alias_kept", W, "is called {new} now; the old name works until {until}",
         "By the records of ended features it is still found; after that release it is not.",
         "Say so in the release notes, and where sites set it."),
    Rule("entry_point_target_changed", W, "loads {new}; {old} is gone",
         "Whoever configured the dotted name instead of the entry point finds nothing.",
         "Leave an alias at the old name."),
    Rule("entry_point_target_kept", I, "loads {new}; {old} is still there",
         "Whoever loads it by name goes on.", "See that the old dotted name still works, too."),
    Rule("entry_point_added", I, "the entry point is new", *_NOTHING),
    Rule("entry_point_stability_lowered", E, "was stable, and is a {stage} now",
         "What was promised once is not taken back.",
         "Keep the old one stable; a new preview is a new name."),
    Rule("entry_point_stability_raised", I, "was a {stage}, and is stable now",
         "From now on it must stay compatible.",
         "Store a snapshot: coldframe compat snapshot"),
)  # fmt: skip
BY_NAME = {rule.name: rule for rule in RULES}
