"""One thing that a feature has in its host."""

from __future__ import annotations

from typing import NamedTuple

CODE, DECLARATION, TESTS, DOCS, EXAMPLES = "code", "declaration", "tests", "docs", "examples"
CONFIGURATION, RELEASE_NOTES, MIGRATIONS = "configuration", "release notes", "migrations"
ENTRY_POINTS, EXTRAS, SURFACE = "entry points", "extras", "surface"
# Whole files of these kinds are the feature's own and end with it.
ENDING_FILES = (CODE, DECLARATION, TESTS, DOCS, EXAMPLES, CONFIGURATION)


class Belonging(NamedTuple):
    """``name`` belongs to the feature, as ``why`` argues.

    ``kind`` is one of the words above.  ``path`` is the file that it is, or stands in; with a
    ``line`` of 0 it is the whole file.  ``name`` is the path of a file, ``group:name`` of an
    entry point, the name of an extra, option, command, route or table.  What is not
    ``certain`` is for a person to decide.
    """

    kind: str
    name: str
    path: str
    line: int
    why: str
    certain: bool = True
