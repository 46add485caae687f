"""Which defaults, loaded groups and files turn a feature on, and which do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import host_with, lines

RULE = "on_by_default"
NAME = '"garden.preview.watering.Schedule"'
PLUGS = '[project]\nname = "garden"\nversion = "1"\n[project.entry-points."garden.schedules"]\n'
PLUGS += 'watering = "garden.preview.watering:Schedule"\n'
AS_DEFAULT = "garden/options.py:2 watering is a default of "


@pytest.mark.parametrize(
    ("line", "called"),
    [
        (f'cfg.StrOpt("schedule", default={NAME})', "the option schedule"),
        (f'cfg.ListOpt("schedules", default=["a.b", {NAME}])', "the option schedules"),
        (f'parser.add_argument("-s", "--schedule", default={NAME})', "the option schedule"),
        (f"parser.set_defaults(schedule={NAME})", "the option schedule"),
        (f'os.environ.get("SCHEDULE", {NAME})', "the setting SCHEDULE"),
        (f'os.getenv("SCHEDULE", {NAME})', "the setting SCHEDULE"),
        (f'getattr(settings, "SCHEDULE", {NAME})', "the setting SCHEDULE"),
        (f'INSTALLED_APPS = ["django", {NAME}]', "the setting INSTALLED_APPS"),
        (f"MIDDLEWARE += [{NAME}]", "the setting MIDDLEWARE"),
        (
            f'class S(BaseSettings): schedule: str = Field({NAME}, title="x")',
            "the setting schedule",
        ),
        (f"class S(BaseSettings): schedule: str = {NAME}", "the setting schedule"),
        (f'D = {NAME}; cfg.StrOpt("schedule", default=D)', "the option schedule"),
    ],
)
def test_defaults_by_dotted_name(line: str, called: str, tmp_path: Path) -> None:
    host = host_with(tmp_path, {"garden/options.py": f"import os\n{line}\n"})
    assert lines(RULE, host) == [AS_DEFAULT + called]


@pytest.mark.parametrize(
    "text",
    [
        f'parser.add_argument("--schedule", choices=[{NAME}])',
        f'parser.add_argument("--schedule", default="x", help={NAME})',
        f'KNOWN = {{"watering": {NAME}}}',
        f"if os.environ.get('ON'):\n    INSTALLED_APPS += [{NAME}]",
        f"def make(schedule={NAME}): ...",
        f"cache.get('schedule', {NAME})",
        'cfg.StrOpt("schedule", default="garden.watering")',
    ],
)
def test_no_defaults(text: str, tmp_path: Path) -> None:
    host = host_with(tmp_path, {"garden/options.py": f"import os\n{text}\n"})
    assert lines(RULE, host) == []


def test_a_features_own_options_and_tests_are_left_alone(tmp_path: Path) -> None:
    text = f'cfg.StrOpt("schedule", default={NAME})\n'
    files = {"garden/preview/watering/options.py": text, "tests/test_options.py": text}
    assert lines(RULE, host_with(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('cfg.StrOpt("schedule", default="watering")', 1),
        ('cfg.ListOpt("schedules", default=["hand", "watering"])', 1),
        ('cfg.ListOpt("schedules", default="hand,watering")', 1),
        ('cfg.StrOpt("colour", default="watering")', 0),
        ('cfg.StrOpt("schedule", default="hand")', 0),
    ],
)
def test_defaults_by_entry_point_need_the_groups_name(
    line: str, found: int, tmp_path: Path
) -> None:
    host = host_with(tmp_path, {"pyproject.toml": PLUGS, "garden/options.py": f"\n{line}\n"})
    assert len(lines(RULE, host)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('stevedore.ExtensionManager("garden.schedules", invoke_on_load=True)', 1),
        ('G = "garden.schedules"\nextension.ExtensionManager(namespace=G)', 1),
        ('for e in entry_points(group="garden.schedules"):\n    use(e.load())', 1),
        ('es = entry_points(group="garden.schedules")\nfor e in es:\n    e.load()', 1),
        ('{e.name: e.load() for e in entry_points()["garden.schedules"]}', 1),
        ('[e.load() for e in entry_points().get("garden.schedules", [])]', 1),
        ('for e in iter_entry_points("garden.schedules"):\n    try:\n        e.load()\n'
         "    except ImportError:\n        pass", 1),
        ('stevedore.DriverManager("garden.schedules", conf.schedule)', 0),
        ('stevedore.NamedExtensionManager("garden.schedules", names=conf.s)', 0),
        ('stevedore.EnabledExtensionManager("garden.schedules", allowed)', 0),
        ('for e in entry_points(group="garden.schedules"):\n    if e.name in on:\n'
         "        e.load()", 0),
        ('for e in entry_points(group="garden.schedules", name=on):\n    e.load()', 0),
        ('[e.load() for e in entry_points(group="garden.schedules") if e.name == on]', 0),
        ('[e.name for e in entry_points(group="garden.schedules")]', 0),
        ('[e.load() for e in entry_points(group="garden.other")]', 0),
    ],
)  # fmt: skip
def test_groups_that_are_loaded_as_a_whole(text: str, found: int, tmp_path: Path) -> None:
    host = host_with(tmp_path, {"pyproject.toml": PLUGS, "garden/load.py": f"{text}\n"})
    assert len(lines(RULE, host)) == found


def test_a_pytest_plugin_is_always_loaded_and_a_script_never(tmp_path: Path) -> None:
    project = '[project]\nname = "garden"\nversion = "1"\n[project.scripts]\n'
    project += 'water = "garden.preview.watering:main"\n[project.entry-points.pytest11]\n'
    project += 'watering = "garden.preview.watering.plugin"\n'
    (line,) = lines(RULE, host_with(tmp_path, {"pyproject.toml": project}))
    assert line == "pyproject.toml:7 watering is always loaded: pytest loads all of pytest11"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("etc/garden.conf", "schedule = garden.preview.watering.Schedule\n", 1),
        ("etc/garden.conf", "#schedule = garden.preview.watering.Schedule\n", 0),
        ("etc/garden.conf", "schedules = hand,watering\n", 1),
        ("etc/garden.conf", "# schedules = watering\n; schedules = watering\n", 0),
        ("etc/garden.conf", "colour = watering\n", 0),
        ("garden/conf/base.yaml", "schedule: watering\n", 1),
        ("garden/defaults.json", '{\n  "schedules": ["watering"]\n}\n', 0),
        ("etc/garden.yaml", 'schedules: ["hand", "watering"]  # both\n', 1),
        ("tests/etc/garden.conf", "schedule = watering\n", 0),
        ("docs/etc/garden.rst", "schedule = watering\n", 0),
        ("tox.ini", "schedule = watering\n", 0),
        (".github/conf/x.yml", "schedule: watering\n", 0),
    ],
)
def test_shipped_configuration(path: str, text: str, found: int, tmp_path: Path) -> None:
    host = host_with(tmp_path, {"pyproject.toml": PLUGS, path: text})
    assert len(lines(RULE, host)) == found


def test_configuration_in_the_wheel_is_shipped(tmp_path: Path) -> None:
    project = (
        PLUGS + '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    )
    files = {"pyproject.toml": project, "garden/defaults.ini": "[garden]\nschedule = watering\n"}
    assert lines(RULE, host_with(tmp_path, files)) == [
        "garden/defaults.ini:2 the shipped configuration turns watering on"
    ]
