"""Every rule on database tables: what it is called, how grave it is, and why."""

from __future__ import annotations

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.compat.rule import SurfaceRule as Rule

E, W, I = ERROR, WARNING, INFO  # noqa: E741

_NOTHING = ("Nobody breaks.", "Nothing.")
_QUERIES = "Queries that name it fail: reports, other programs, and the old release beside the new."
_LATER = "Stop using it in one release, and remove it in the next."
_BOTH = "Add the new one beside it, write both for a release, then remove the old one."
_CHECK = "Check it, and accept this change with a reason."
_INSERT = "Rows that the old release still writes, or another program, are refused."
RULES: tuple[Rule, ...] = (
    Rule("table_removed", E, "the table is gone", _QUERIES, _LATER),
    Rule("table_perhaps_removed", W, "the table is no longer found",
         "The name of the table of its model could not be read.", _CHECK),
    Rule("table_renamed", E, "is called {new} now", _QUERIES,
         "Keep the name, or leave a view at the old one."),
    Rule("table_added", I, "the table is new", *_NOTHING),
    Rule("table_stability_lowered", E, "was stable, and is a {stage} now",
         "What was promised once is not taken back: the data of previews may be lost.",
         "Keep the old one stable; a new preview is a new name."),
    Rule("table_stability_raised", I, "was a {stage}, and is stable now",
         "From now on it must stay compatible.",
         "Store a snapshot: coldframe compat snapshot"),
    Rule("column_removed", E, "the column is gone", _QUERIES, _LATER),
    Rule("column_perhaps_removed", W, "the column is no longer found",
         "Not all columns of the table could be read.", _CHECK),
    Rule("column_renamed", E, "is called {new} now", _QUERIES, _BOTH),
    Rule("column_added", I, "the column is new", *_NOTHING),
    Rule("required_column_added", E, "is new, must not be null, and the database has no default",
         _INSERT, "Let it be null, or give it server_default (Django: db_default)."),
    Rule("column_type_changed", E, "was {old}, and is {new}",
         "Values come in another form, and those that are written may be refused.", _BOTH),
    Rule("column_type_perhaps_changed", W, "was {old}, and is {new}",
         "Whether it holds all that it held cannot be told by reading.", _CHECK),
    Rule("column_narrowed", E, "was {old}, and is {new}",
         "Values that were fine are refused, or cut.", "Keep the size."),
    Rule("column_widened", I, "was {old}, and is {new}",
         "It holds all that it held.", "Nothing."),
    Rule("column_value_removed", E, "no longer takes {old}", _INSERT,
         "Go on taking the value for a release."),
    Rule("column_value_added", W, "may be {new} now",
         "Programs that know all values do not know this one.",
         "Say so in the release notes, before the value is first written."),
    Rule("column_became_required", E, "must not be null now", _INSERT,
         "Let it be null for a release in which nobody writes null."),
    Rule("column_left_required", W, "may be null now",
         "Programs that read it do not expect null.", "Say so in the release notes."),
    Rule("column_default_removed", E, "has no default in the database now, and must not be null",
         "Rows that are written without it are refused.", "Keep the default in the database."),
    Rule("column_default_changed", W, "is {new} by default, not {old}",
         "Rows that are written without it get another value.",
         "Keep the default, or say so in the release notes."),
    Rule("primary_key_changed", E, "the primary key is {new}, and was {old}",
         "Foreign keys and programs that find rows by it break.",
         "Keep the key, and make the other one unique."),
    Rule("unique_added", E, "only one row may have the same {new} now", _INSERT,
         "Let the code see to it for a release, and add the constraint then."),
    Rule("unique_removed", W, "several rows may have the same {old} now",
         "Programs that expect one row get several.", "Say so in the release notes."),
    Rule("foreign_key_added", W, "{new} must point to a row now",
         "Rows that the old release writes in another order are refused.",
         "See that it writes what is pointed to first, and deletes it last."),
    Rule("foreign_key_removed", W, "{old} need not point to a row now",
         "Programs that join find nothing where a row was certain.",
         "Say so in the release notes."),
    Rule("foreign_key_action_changed", W, "deleting what {what} points to: {new}, not {old}",
         "Rows go, or stay, that did not before.", "Say so in the release notes."),
    Rule("index_removed", W, "there is no index on {old} now",
         "Queries of others by it become slow.", "Say so in the release notes."),
    Rule("index_added", I, "there is an index on {new} now", *_NOTHING),
)  # fmt: skip
BY_NAME = {rule.name: rule for rule in RULES}
