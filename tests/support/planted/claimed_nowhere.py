"""Every claim of tables means one."""

from __future__ import annotations

from planted.case import TABLES, Case

MODEL = "import sqlalchemy as sa\n\npumps = sa.Table('pumps', sa.MetaData(), sa.Column('id', sa.Integer))\n"


def claims(*globs: str) -> str:
    return f'title = "Watering"\n[claims]\ntables = {list(globs)!r}\n'.replace("'", '"')


FAULTS = (
    Case("misspelt", TABLES, feature=claims("water_*", "watter_plans")),
    Case("another case", TABLES, feature=claims("water_*", "Water_*")),
    Case("a table that never was", TABLES, feature=claims("water_plans", "pumps")),
)

NEAR_MISSES = (
    Case("a table", TABLES, feature=claims("water_plans")),
    Case("a model only", TABLES, feature=claims("water_*", "pumps"), files={"garden/preview/watering/models.py": MODEL}),
    Case(
        "a table that is gone at the end",
        {**TABLES, "003": 'op.drop_table("water_plans")'},
        feature=claims("water_plans"),
    ),
    Case(
        "a table that is dropped where it is left",
        {
            **TABLES,
            "003": 'for name in ["pumps"]:\n        if sa.inspect(op.get_bind()).has_table(name):\n            op.drop_table(name)',
        },
        feature=claims("water_*", "pumps"),
    ),
)  # fmt: skip
