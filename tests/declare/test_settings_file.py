"""Settings are found, read and validated."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hosts import write

from coldframe.declare import settings_keys
from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import (
    AcceptedChange,
    CalendarSettings,
    CompatSettings,
    DatabaseSettings,
    ExceptionEntry,
    Permit,
    ProveSettings,
    Rewrite,
    Settings,
    SpecSettings,
)
from coldframe.declare.settings_file import load_settings, parse_settings

FULL = """\
preview_trees = ["shop.preview", "shop.labs"]
features = ["shop.preview.common"]
shared = ["shop.preview.rounding"]
exclude = ["vendor/**"]
cycles = 3
label = "experimental"
tests = ["tests/*/{tree}/{feature}/**"]
docs = ["docs/**/{feature}*.md"]
release_notes = ["news/*.md"]
migrations = ["shop/db/*.py"]
migration_imports = true
type_checking = "report"
test_references = "report"
registries = ["shop.plugins:REGISTRY"]
probe_python = ".tox/py312/bin/python"
plugins = ["shop-rules"]
split_name = "{host}-{feature}"
smoke = "python -m shop.selftest"
evidence = "/var/lib/ci/evidence.sqlite"

[calendar]
tags = 'release-(?P<version>.+)'
releases = ["1.0.0", ["1.1.0", "2026-04-01"], ["1.2.0", 2026-10-01]]
planned = ["1.3.0"]
cycle = "minor"

[specs]
branch = "origin/main"
places = ["docs/specs/*.md"]
status = '^Status: approved$'

[rules]
due_soon = "off"

[[exceptions]]
rule = "overdue"
place = "shop/preview/loyalty/*"
reason = "Promotion is in review."
expires = 2026-12-31
feature = "loyalty"
text = "import"

[database]
since = "1.1.0"
models = "shop.models:Base.metadata"

[[database.permits]]
revision = "7ab"
table = "plants"
reason = "Every bed has a plant."
clean_up = "DELETE FROM plants WHERE kind = 7"

[[database.rewrites]]
revision = "8cd"
table = "beds"
columns = ["name"]
to = "sign"
sql = "upper(name)"
reason = "Names are signs now."

[prove]
tests = "python -m pytest"
off = ["compatible"]
reliable = { runs = 100, pass_rate = 0.95 }
scalable = { bound = "n" }
usable = {}
reversible = {}
kept_apart = { absent = true }
compatible = {}
accepted = {}

[compat]
snapshots = "api/surfaces"
rules = { response_enum_value_added = "warning" }

[[compat.accepted]]
rule = "operation_removed"
subject = "GET /plots/*"
reason = "Nobody has called it for a year."
until = 2026-12-31
pointer = "#/paths/*"
place = "api.yaml"
"""


def test_reads_every_key() -> None:
    read = parse_settings(FULL.encode())
    assert read._replace(lines={}) == Settings(
        path="coldframe.toml",
        preview_trees=("shop.preview", "shop.labs"),
        features=("shop.preview.common",),
        shared=("shop.preview.rounding",),
        exclude=("vendor/**",),
        cycles=3,
        calendar=CalendarSettings(
            "release-(?P<version>.+)",
            (("1.0.0", ""), ("1.1.0", "2026-04-01"), ("1.2.0", "2026-10-01")),
            (("1.3.0", ""),),
            "minor",
        ),
        specs=SpecSettings("origin/main", ("docs/specs/*.md",), "^Status: approved$"),
        label="experimental",
        tests=("tests/*/{tree}/{feature}/**",),
        docs=("docs/**/{feature}*.md",),
        release_notes=("news/*.md",),
        migrations=("shop/db/*.py",),
        database=DatabaseSettings(
            "1.1.0",
            (
                Permit(
                    "7ab",
                    "plants",
                    "Every bed has a plant.",
                    "DELETE FROM plants WHERE kind = 7",
                    "coldframe.toml",
                    47,
                ),
            ),
            "shop.models:Base.metadata",
            (
                Rewrite(
                    "8cd",
                    "beds",
                    "Names are signs now.",
                    ("name",),
                    "sign",
                    "upper(name)",
                    "coldframe.toml",
                    53,
                ),
            ),
        ),
        migration_imports=True,
        type_checking="report",
        test_references="report",
        registries=("shop.plugins:REGISTRY",),
        probe_python=".tox/py312/bin/python",
        plugins=("shop-rules",),
        split_name="{host}-{feature}",
        smoke="python -m shop.selftest",
        evidence="/var/lib/ci/evidence.sqlite",
        prove=ProveSettings(
            "python -m pytest",
            ("compatible",),
            {
                "reliable": {"runs": 100, "pass_rate": 0.95},
                "scalable": {"bound": "n"},
                "usable": {},
                "reversible": {},
                "kept_apart": {"absent": True},
                "compatible": {},
                "accepted": {},
            },
        ),
        compat=CompatSettings(
            (
                AcceptedChange(
                    "operation_removed",
                    "GET /plots/*",
                    "Nobody has called it for a year.",
                    "2026-12-31",
                    "#/paths/*",
                    "api.yaml",
                    "coldframe.toml",
                    76,
                ),
            ),
            rules={"response_enum_value_added": "warning"},
            snapshots="api/surfaces",
        ),
        rules={"due_soon": "off"},
        exceptions=(
            ExceptionEntry(
                "overdue",
                "shop/preview/loyalty/*",
                "Promotion is in review.",
                "2026-12-31",
                "loyalty",
                "import",
                "coldframe.toml",
                35,
            ),
        ),
    )
    assert read.line("cycles") == 5
    assert read.line("rules.due_soon") == 33
    assert read.line("exceptions.0.text") == 41


def test_the_full_example_leaves_no_key_out() -> None:
    written = tomllib.loads(FULL)
    assert set(written) == set(settings_keys.SETTINGS) == set(Settings._fields) - {"path", "lines"}
    assert set(written["calendar"]) == set(settings_keys.CALENDAR)
    assert set(written["specs"]) == set(settings_keys.SPECS)
    assert set(written["prove"]) == set(settings_keys.PROVE)
    assert set(written["database"]) == set(settings_keys.DATABASE)
    assert set(written["database"]["permits"][0]) == set(settings_keys.PERMIT)
    assert set(written["database"]["rewrites"][0]) == set(settings_keys.REWRITE)
    assert set(written["compat"]) == set(settings_keys.COMPAT)
    assert set(written["compat"]["accepted"][0]) == set(settings_keys.ACCEPTED)
    assert set(written["exceptions"][0]) == set(settings_keys.EXCEPTION)


def test_what_an_extracted_project_remembers_is_no_setting(tmp_path: Path) -> None:
    record = '[tool.coldframe.extracted]\nfeature = "shop.preview.gold"\n'
    write(tmp_path, {"pyproject.toml": record, "coldframe.toml": "cycles = 3\n"})
    assert load_settings(str(tmp_path)).cycles == 3
    write(tmp_path, {"pyproject.toml": f"[tool.coldframe]\ncycles = 4\n{record}"})
    (tmp_path / "coldframe.toml").unlink()
    assert load_settings(str(tmp_path)).cycles == 4


def test_no_file_means_all_defaults(tmp_path: Path) -> None:
    assert load_settings(str(tmp_path)) == Settings()
    write(tmp_path, {"pyproject.toml": '[project]\nname = "coldframe-like"\n'})
    assert load_settings(str(tmp_path)) == Settings()


@pytest.mark.parametrize(
    "text",
    [
        "[tool.coldframe]\ncycles = 4\n",
        "[ tool . 'coldframe' ]\ncycles = 4\n",
        "tool.coldframe.cycles = 4\n",
        "[tool]\ncoldframe = { cycles = 4 }\n",
        '[project]\r\nname = "x"\r\n\r\n[tool.coldframe]\r\ncycles = 4\r\n',
        "\ufeff[tool.coldframe]\ncycles = 4\n",
    ],
)
def test_every_spelling_of_the_section_is_found(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"pyproject.toml": text})
    settings = load_settings(str(tmp_path))
    assert (settings.path, settings.cycles) == ("pyproject.toml", 4)
    assert "cycles" in text.split("\n")[settings.line("cycles") - 1]


def test_an_own_file(tmp_path: Path) -> None:
    write(tmp_path, {"coldframe.toml": "cycles = 4\n", "pyproject.toml": "[tool.other]\n"})
    assert load_settings(str(tmp_path)).cycles == 4


def test_both_files_are_one_too_many(tmp_path: Path) -> None:
    write(tmp_path, {"coldframe.toml": "", "pyproject.toml": "[tool.coldframe]\n"})
    with pytest.raises(Mistake, match=r"coldframe.toml:1: there are settings here and in"):
        load_settings(str(tmp_path))


def test_a_pyproject_section_in_the_own_file(tmp_path: Path) -> None:
    write(tmp_path, {"coldframe.toml": "\n[tool.coldframe]\ncycles = 4\n"})
    with pytest.raises(Mistake, match=r"without \[tool.coldframe\]"):
        load_settings(str(tmp_path))


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "coldframe.toml").mkdir()
    with pytest.raises(Mistake, match="cannot be read"):
        load_settings(str(tmp_path))


def test_settings_without_a_section_cost_no_toml_reader(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[project]\nname = "x"\n'})
    code = (
        "import sys; from coldframe.declare.settings_file import load_settings;"
        f"load_settings({str(tmp_path)!r}); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
        check=True,
    )
    assert "tomllib" not in done.stdout
    assert "difflib" not in done.stdout


WRONG = [
    ('preview-trees = ["a"]', 1, "unknown key 'preview-trees'", "Write 'preview_trees'."),
    ('\npreview_tree = ["a"]', 2, "unknown key 'preview_tree'", "Did you mean 'preview_trees'?"),
    ("zzz = 1", 1, "unknown key 'zzz'", "Known keys: calendar, compat, cycles"),
    ('tags = "semver"', 1, "unknown key 'tags'", "It belongs elsewhere: calendar.tags"),
    ("[calendar]\ncycles = 2", 2, "unknown key 'cycles'", "Did you mean 'cycle'?"),
    ("[calendar]\nlabel = 2", 2, "unknown key 'label'", "It belongs elsewhere: label"),
    (
        'preview_trees = "shop.preview"',
        1,
        'is "shop.preview", a string',
        'preview_trees = ["shop.preview"]',
    ),
    ("preview_trees = [\n'a',\n1]", 3, "contains 1, a number", "preview_trees = ["),
    ("preview_trees = [\n'a',\n'']", 3, "contains an empty string", "Fill it in"),
    ('preview_trees = ["shop/preview"]', 1, "dotted name", "shop.preview"),
    ('preview_trees = ["shop.class"]', 1, "'class' is a word of the Python language", ""),
    ('cycles = "two"', 1, 'cycles is "two", a string; it must be a whole number', "cycles = 2"),
    ("cycles = true", 1, "cycles is true, a boolean", "cycles = 2"),
    ("cycles = 1.5", 1, "cycles is 1.5, a number; it must be a whole number", "cycles = 2"),
    ("cycles = 0", 1, "cycles is 0; it must be at least 1", "cycles = 2"),
    ('migration_imports = "yes"', 1, "it must be true or false", "migration_imports = true"),
    (
        'type_checking = "reprot"',
        1,
        "it must be one of 'allow' or 'report'",
        "Did you mean 'report'?",
    ),
    ('label = ""', 1, 'label is ""', "label ="),
    ('calendar = "semver"', 1, "a string; it must be a table", "[tool.coldframe.calendar]"),
    ('[calendar]\ntags = "semvr"', 2, "is none of auto, semver", "Did you mean 'semver'?"),
    ("[calendar]\ntags = 'v(?P<version>['", 2, "it is no regular expression", "release-"),
    ("[calendar]\nreleases = [1.0]", 2, "a version in quotes", 'releases = ["1.0.0"'),
    (
        '[calendar]\nreleases = ["1.0",\n["2.0", "2026-02-30"]]',
        3,
        "there is no such day",
        "releases",
    ),
    ('[calendar]\nreleases = ["1.0", "1.0"]', 2, "it is listed twice", "releases"),
    ('[calendar]\nreleases = ["1.0rc1"]', 2, "it must be a final release", "releases"),
    ('[calendar]\ncycle = "yearly"', 2, "it must be one of", "cycle ="),
    ("[specs]\nstatus = '('", 2, "it is no regular expression", "status ="),
    ('[specs]\nplaces = ["/docs/*"]', 2, "starts with '/'", "places ="),
    ('exclude = ["a\\\\b"]', 1, "paths are written with '/'", "exclude ="),
    ('exclude = ["../b"]', 1, "leaves the root", "exclude ="),
    ('docs = ["docs/[ab"]', 1, "a '[' is not closed", "docs ="),
    ('tests = ["tests/{featrue}"]', 1, "{featrue} is no placeholder", "tests ="),
    ('registries = ["shop.plugins"]', 1, "it must be 'module:attribute'", "registries ="),
    ('[rules]\noverdue = "warning"', 2, "it must be 'error', 'warn' or 'off'", "Write 'warn'."),
    ("[rules]\noverdue = false", 2, "it must be a string", "due_soon"),
    ("exceptions = 1", 1, "it must be an array of tables", "[[tool.coldframe.exceptions]]"),
    ('[[exceptions]]\nplace = "a"', 1, "does not name its rule", "rule ="),
    ('[[exceptions]]\nrule = "overdue"', 1, "does not name its place", "place ="),
    (
        '[[exceptions]]\nrule = "overdue"\nplace = "a"\nexpires = "soon"',
        4,
        "a day or a release",
        "expires =",
    ),
    (
        '[[exceptions]]\nrule = "overdue"\nplace = "a"\nuntil = "1.0"',
        4,
        "unknown key 'until'",
        "Known keys",
    ),
    ("cycles = 2\ncycles = 3", 2, "no valid TOML", "toml.io"),
    ("cycles = ", 1, "no valid TOML: Invalid value", "toml.io"),
    ('label = "a\n', 1, "no valid TOML", "toml.io"),
    ("cycles = [\n1,\n", 2, "at the end", "toml.io"),
]


@pytest.mark.parametrize(("text", "line", "what", "remedy"), WRONG)
def test_mistakes_in_the_own_file(text: str, line: int, what: str, remedy: str) -> None:
    with pytest.raises(Mistake) as caught:
        parse_settings(text.encode())
    assert (caught.value.path, caught.value.line) == ("coldframe.toml", line)
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_lines_in_pyproject_are_those_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.a]\n\n[tool.coldframe.calendar]\ncycel = 1\n"})
    with pytest.raises(Mistake, match=r"pyproject.toml:4: unknown key 'cycel'"):
        load_settings(str(tmp_path))


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b'label = "a"\nlabel2 = "\xe9"\n', 2, "not UTF-8: byte 0xe9"),
        ("cycles = 2".encode("utf-16"), 1, "UTF-16"),
        (b"cycles = " + b"[" * 5000, 1, ""),
    ],
)
def test_bytes_that_are_no_toml(data: bytes, line: int, what: str) -> None:
    with pytest.raises(Mistake) as caught:
        parse_settings(data)
    assert caught.value.line == line
    assert what in caught.value.what


def test_code_names_are_releases_where_they_are_listed() -> None:
    text = '[calendar]\nreleases = ["kilo", "liberty"]\n'
    text += '[[exceptions]]\nrule = "a"\nplace = "b"\nexpires = "kilo"'
    assert parse_settings(text.encode()).exceptions[0].expires == "kilo"
