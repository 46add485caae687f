"""The host's settings: ``[tool.coldframe]`` in ``pyproject.toml``, or ``coldframe.toml``."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple

USUAL_TREE_NAMES = ("preview", "experimental", "_experimental", "incubator", "labs", "contrib")
USUAL_SHARED_NAMES = ("utils", "util", "common", "helpers", "base", "types", "testing", "compat")


class CalendarSettings(NamedTuple):
    """How the host's releases are known.

    ``tags`` is ``auto``, ``semver``, ``calver``, ``openstack`` or a regular expression with
    a group ``version``; ``releases`` is a list that replaces the tags, and ``planned`` names
    future releases in order.  ``cycle`` says which step counts as one release cycle:
    ``major``, ``minor``, ``release`` (every one) or ``auto``.
    """

    tags: str = "auto"
    releases: tuple[tuple[str, str], ...] = ()  # (version, ISO date or "")
    planned: tuple[tuple[str, str], ...] = ()
    cycle: str = "auto"


class SpecSettings(NamedTuple):
    """Where approved specs are.

    A spec is approved when it exists on ``branch`` below one of ``places`` (globs; empty:
    anywhere) and, if ``status`` is given, contains a line that matches that regular
    expression.  An empty ``branch`` means the host's default branch as git knows it.
    """

    branch: str = ""
    places: tuple[str, ...] = ()
    status: str = ""


class ExceptionEntry(NamedTuple):
    """One accepted finding: rule and place, why, and until when.

    ``place`` is a glob over ``path`` or ``path:line``; ``text``, if given, must be part of
    the offending line; ``expires`` is an ISO date or a release of the calendar.
    """

    rule: str
    place: str
    reason: str = ""
    expires: str = ""
    feature: str = ""
    text: str = ""
    path: str = ""  # where the exception is written
    line: int = 0


class Permit(NamedTuple):
    """One revision that may touch one table of another owner: why, and what cleans up after it.

    ``table`` is a glob.  ``clean_up`` takes out again what the step did, once the feature ends:
    SQL, or a sentence for people.
    """

    revision: str
    table: str
    reason: str
    clean_up: str
    path: str = ""  # where the permit is written
    line: int = 0


class Rewrite(NamedTuple):
    """Stable data that one revision is meant to change: which, why, and what comes of it.

    Without ``columns`` the whole ``table`` is meant (``*``: any table); ``to`` is the new name of
    the table, or of the one column.  ``sql`` is an expression over the row as it was, which
    the new value of the one column must equal.
    """

    revision: str
    table: str
    reason: str
    columns: tuple[str, ...] = ()
    to: str = ""
    sql: str = ""
    path: str = ""  # where it is written
    line: int = 0


class DatabaseSettings(NamedTuple):
    """What is known of the database that migrations cannot say.

    ``since`` is a release: what a revision did that was out with it is past, and is not reported.
    ``models`` is where the metadata of the models is, as ``package.module:attribute``.
    """

    since: str = ""
    permits: tuple[Permit, ...] = ()
    models: str = ""
    rewrites: tuple[Rewrite, ...] = ()


class ProveSettings(NamedTuple):
    """What `coldframe prove` asks for, as far as the settings say it.

    ``tests`` is the command that runs the host's tests; ``off`` are the criteria that do not
    count.  ``demands`` has what is written for each criterion: ``demands_of`` in
    ``settings_prove`` fills in the rest.
    """

    tests: str = ""
    off: tuple[str, ...] = ()
    demands: dict[str, dict[str, str | float | bool]] = {}


class AcceptedChange(NamedTuple):
    """A change of a surface that is accepted although callers may break: why, and until when.

    ``subject`` is a glob of what callers use (``GET /users/*``, a dotted name); ``pointer`` and
    ``place``, if given, are globs of where in a file it stands, and of the file.  ``until`` is
    an ISO date or a release of the calendar.
    """

    rule: str
    subject: str
    reason: str
    until: str
    pointer: str = ""
    place: str = ""
    path: str = ""  # where the acceptance is written
    line: int = 0


class CompatSettings(NamedTuple):
    """What ``coldframe compat diff`` need not count, and where first snapshots are stored.

    ``rules`` has the severities that the host gives to rules, or ``off``.
    """

    accepted: tuple[AcceptedChange, ...] = ()
    rules: dict[str, str] = {}
    snapshots: str = "stable-surfaces"  # a folder of the host; empty: promote stores none


class Settings(NamedTuple):
    """Every setting with its default.

    ``path`` is the file they come from, empty when the host has none, and ``lines`` maps a
    dotted key to the line on which it is written.
    """

    path: str = ""
    preview_trees: tuple[str, ...] | None = None  # None: find them by their usual names
    features: tuple[str, ...] = ()  # modules that are features although they look shared
    shared: tuple[str, ...] = ()  # modules in a preview tree that are no features
    exclude: tuple[str, ...] = ()  # globs of paths that are not looked at
    cycles: int = 2
    calendar: CalendarSettings = CalendarSettings()
    specs: SpecSettings = SpecSettings()
    label: str = "preview"  # the word users must be shown
    tests: tuple[str, ...] = ()  # globs with {tree} and {feature}; empty: the usual places
    docs: tuple[str, ...] = ()  # globs; empty: the usual places
    release_notes: tuple[str, ...] = ()  # globs; empty: reno's and towncrier's places
    migrations: tuple[str, ...] = ()  # globs; empty: the usual places
    database: DatabaseSettings = DatabaseSettings()
    migration_imports: bool = False  # may a migration import preview code at module level
    type_checking: str = "allow"  # or "report": imports under TYPE_CHECKING in stable code
    test_references: str = "allow"  # or "report": tests of stable code that name preview code
    registries: tuple[str, ...] = ()  # "module:attribute" that the probe compares
    probe_python: str = ""  # the interpreter in which the host is installed; may be relative
    split_name: str = ""  # how wheels of features are called, with {host}, {tree}, {feature}
    prove: ProveSettings = ProveSettings()
    compat: CompatSettings = CompatSettings()
    evidence: str = ""  # the address of the evidence store, or its file; empty: the usual one
    smoke: str = ""  # the host's stable smoke test, for `coldframe split --smoke`
    plugins: tuple[str, ...] = ()  # distributions whose coldframe.rules are loaded
    rules: dict[str, str] = {}
    exceptions: tuple[ExceptionEntry, ...] = ()
    lines: dict[str, int] = {}

    def line(self, key: str) -> int:
        """The line of ``key``, or 1 when it is not written."""
        return self.lines.get(key, 1)
