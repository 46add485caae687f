"""What a feature makes, it claims."""

from __future__ import annotations

from planted.case import TABLES, Case, own_environment

FOLDER = "garden/preview/watering"


def table(name: str) -> str:
    return f'op.create_table("{name}", sa.Column("id", sa.Integer, primary_key=True))'


MODEL = "import sqlalchemy as sa\nfrom sqlalchemy.orm import declarative_base\n\n\nclass Pump(declarative_base()):\n    __tablename__ = '{}'\n    id = sa.Column(sa.Integer, primary_key=True)\n"
TWO = f"{table('water_taps')}\n    {table('water_pipes')}\n    "

FAULTS = (
    Case("beside tables that it claims", {**TABLES, "003": TWO + table("pumps")}),
    Case("by a loop", {**TABLES, "003": 'for name in ["water_a", "water_b", "pumps"]:\n        ' + table("x").replace('"x"', "name")}),
    Case(
        "in the feature's own list",
        TABLES,
        files=own_environment(f"{FOLDER}/migrations", {"w1": table("pumps")}),
    ),
    Case("a model", TABLES, files={f"{FOLDER}/models.py": MODEL.format("pumps")}),
    Case("a table object", TABLES, files={f"{FOLDER}/models.py": "import sqlalchemy as sa\n\npumps = sa.Table('pumps', sa.MetaData(), sa.Column('id', sa.Integer))\n"}),
    Case(
        "by a new name",
        {**TABLES, "003": TWO + 'op.rename_table("water_plans", "plans")'},
    ),
)  # fmt: skip

NEAR_MISSES = (
    Case("all claimed", {**TABLES, "003": table("water_pumps")}),
    Case("a claimed model", TABLES, files={f"{FOLDER}/models.py": MODEL.format("water_plans")}),
    Case(
        "a model of a stable table",
        TABLES,
        files={f"{FOLDER}/models.py": "import sqlalchemy as sa\n\nbeds = sa.Table('beds', sa.MetaData(), sa.Column('id', sa.Integer))\n"},
    ),
    Case("a model in a test", TABLES, files={f"{FOLDER}/tests/test_models.py": MODEL.format("pumps")}),
)  # fmt: skip
