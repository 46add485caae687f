"""A database only knows where it stands in the list."""

from __future__ import annotations

from planted.case import BEDS, TABLES, WATER, Case, own_environment

ADD = 'op.add_column("beds", sa.Column("note", sa.String(40)))'
MORE = 'op.add_column("beds", sa.Column("more", sa.String(40)))'
PLAN = 'op.add_column("water_plans", sa.Column("note", sa.String(40)))'
THREE = {**TABLES, "003": ADD}
READ = ("sqlite",)  # the list is read, whatever the engine
NOTHING_CLAIMED = 'title = "Watering"\n'

FAULTS = (
    Case("a second head", {**THREE, "004": PLAN}, READ, {"004": {"down_revision": "002"}}),
    Case(
        "a feature goes on from an old revision",
        {"001": BEDS, "002": ADD, "003": WATER},
        READ,
        {"003": {"down_revision": "001"}},
    ),
    Case(
        "a second root",
        {
            **TABLES,
            "003": 'op.create_table("paths", sa.Column("id", sa.Integer, primary_key=True))',
        },
        READ,
        {"003": {"down_revision": None}},
    ),
    Case("an id twice", THREE, READ, {"003": {"revision": "002"}}),
    Case("follows nothing that exists", THREE, READ, {"003": {"down_revision": "0002"}}),
    Case("a circle", THREE, READ, {"001": {"down_revision": "003"}}),
    Case("follows itself", THREE, READ, {"003": {"down_revision": "003"}}),
    Case("needs nothing that exists", THREE, READ, {"003": {"depends_on": "a9"}}),
    Case("needs what comes after it", THREE, READ, {"002": {"depends_on": "003"}}),
    Case(
        "a feature opens a branch",
        THREE,
        READ,
        {
            "002": {"branch_labels": ("water",), "down_revision": "001"},
            "003": {"down_revision": "001"},
        },
    ),
    Case(
        "two heads of one branch",
        {"001": BEDS, "002": ADD, "003": MORE, "004": 'op.drop_column("beds", "wet")'},
        READ,
        {
            "002": {"branch_labels": ("expand",)},
            "003": {"down_revision": "002"},
            "004": {"down_revision": "002"},
        },
    ),
    Case(
        "a feature has a list of its own",
        {"001": BEDS},
        READ,
        files=own_environment("garden/preview/watering/migrations", {"w1": WATER}),
    ),
    Case(
        "inserted before what is released",
        {"001": BEDS, "001a": WATER, "002": ADD},
        READ,
        released={"001": BEDS, "002": ADD},
    ),
    Case(
        "a released revision is gone",
        {"001": BEDS, "003": ADD},
        READ,
        released={"001": BEDS, "002": WATER},
    ),
    Case(
        "a released revision does something else",
        {"001": BEDS, "002": MORE},
        READ,
        released={"001": BEDS, "002": ADD},
    ),
    Case(
        "released revisions change places",
        {"001": BEDS, "003": ADD, "002": WATER},
        READ,
        released={"001": BEDS, "002": WATER, "003": ADD},
    ),
    Case(
        "needs an earlier one by the beginning of its id",
        {"a1b2c3d4": BEDS, "002": WATER, "003": ADD},
        READ,
        {"003": {"depends_on": "a1b2"}},
    ),
)

NEAR_MISSES = (
    Case("ids like words", {"kilo": BEDS, "None": WATER, "head": ADD}, READ),
    Case(
        "a merge of the last release",
        {"001": BEDS, "002": WATER, "003": ADD, "004": "pass"},
        READ,
        {"003": {"down_revision": "001"}, "004": {"down_revision": ("002", "003")}},
        released={"001": BEDS, "002": WATER, "003": ADD},
    ),
    Case(
        "a helper file beside env.py",
        THREE,
        READ,
        files={"garden/migrations/names.py": "NAMES = ['beds']\n"},
    ),
    Case("a feature's revision in the host's list", THREE, READ),
    Case(
        "a fork that is merged",
        {"001": BEDS, "002": ADD, "003": MORE, "004": "pass"},
        READ,
        feature=NOTHING_CLAIMED,
        headers={"003": {"down_revision": "001"}, "004": {"down_revision": ("002", "003")}},
    ),
    Case(
        "expand and contract",
        {"001": BEDS, "002": ADD, "003": 'op.execute("UPDATE beds SET wet = 1 WHERE id = 1")'},
        READ,
        feature=NOTHING_CLAIMED,
        headers={
            "002": {"branch_labels": ("expand",)},
            "003": {"branch_labels": ("contract",), "down_revision": "001", "depends_on": ("002",)},
        },
    ),
    Case(
        "needs another branch by its label",
        {"001": BEDS, "002": ADD, "003": 'op.execute("UPDATE beds SET wet = 1 WHERE id = 1")'},
        READ,
        feature=NOTHING_CLAIMED,
        headers={
            "002": {"branch_labels": ("expand",)},
            "003": {"branch_labels": ("contract",), "down_revision": "001", "depends_on": "expand"},
        },
    ),
    Case("new ones at the end", {**TABLES, "003": ADD, "004": PLAN}, READ, released=TABLES),
    Case(
        "a released revision is only written otherwise",
        {
            "001": '"""Beds."""\n    # A bed has a name.\n    ' + BEDS.replace('"', "'"),
            "002": WATER,
        },
        READ,
        released=TABLES,
    ),
    Case(
        "a revision that is not released yet moves",
        {"001": BEDS, "003": ADD, "002": WATER},
        READ,
        released={"001": BEDS},
    ),
    Case(
        "a list in tests",
        {"001": BEDS},
        READ,
        feature=NOTHING_CLAIMED,
        files=own_environment("garden/tests/migrations", {"t1": WATER}),
    ),
)
