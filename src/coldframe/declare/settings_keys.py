"""Every key that settings may contain, with what it takes and an example.

``docs/settings.md`` describes them; a test holds the two together.
"""

from __future__ import annotations

from coldframe.declare.entries import (
    DECIMAL,
    FLAG,
    LIST,
    NUMBER,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    Key,
)

SETTINGS = {
    "preview_trees": Key(TEXTS, 'preview_trees = ["shop.preview"]'),
    "features": Key(TEXTS, 'features = ["shop.preview.common"]'),
    "shared": Key(TEXTS, 'shared = ["shop.preview.rounding"]'),
    "exclude": Key(TEXTS, 'exclude = ["vendor/**"]'),
    "cycles": Key(NUMBER, "cycles = 2"),
    "calendar": Key(TABLE, '[tool.coldframe.calendar]\ntags = "semver"'),
    "specs": Key(TABLE, '[tool.coldframe.specs]\nplaces = ["docs/specs/*.md"]'),
    "label": Key(TEXT, 'label = "experimental"'),
    "tests": Key(TEXTS, 'tests = ["tests/*/preview/{feature}/**"]'),
    "docs": Key(TEXTS, 'docs = ["docs/**/*.md"]'),
    "release_notes": Key(TEXTS, 'release_notes = ["news/*.md"]'),
    "migrations": Key(TEXTS, 'migrations = ["shop/db/migrations/**/*.py"]'),
    "database": Key(TABLE, '[tool.coldframe.database]\nsince = "29.0.0"'),
    "migration_imports": Key(FLAG, "migration_imports = true"),
    "type_checking": Key(TEXT, 'type_checking = "report"', ("allow", "report")),
    "test_references": Key(TEXT, 'test_references = "report"', ("allow", "report")),
    "registries": Key(TEXTS, 'registries = ["shop.plugins:REGISTRY"]'),
    "probe_python": Key(TEXT, 'probe_python = ".tox/py312/bin/python"'),
    "split_name": Key(TEXT, 'split_name = "{host}-{feature}"'),
    "prove": Key(TABLE, '[tool.coldframe.prove]\noff = ["compatible"]'),
    "compat": Key(
        TABLE,
        '[[tool.coldframe.compat.accepted]]\nrule = "operation_removed"\n'
        'subject = "GET /plots/*"\nreason = "Nobody has called it for a year."\n'
        'until = "4.0.0"',
    ),
    "evidence": Key(TEXT, 'evidence = "postgresql://ci@db.example.org/evidence"'),
    "smoke": Key(TEXT, 'smoke = "python -m shop.selftest"'),
    "plugins": Key(TEXTS, 'plugins = ["shop-coldframe-rules"]'),
    "rules": Key(TABLE, '[tool.coldframe.rules]\ndue_soon = "off"', ("error", "warn", "off")),
    "exceptions": Key(
        TABLES,
        '[[tool.coldframe.exceptions]]\nrule = "overdue"\nplace = "shop/preview/loyalty/*"\n'
        'reason = "Promotion is in review."\nexpires = "4.0.0"',
    ),
}

CALENDAR = {
    "tags": Key(TEXT, "tags = 'release-(?P<version>.+)'"),
    "releases": Key(LIST, 'releases = ["1.0.0", ["1.1.0", "2026-04-01"]]'),
    "planned": Key(LIST, 'planned = ["1.2.0", ["1.3.0", "2027-04-01"]]'),
    "cycle": Key(TEXT, 'cycle = "minor"', ("auto", "major", "minor", "release")),
}

SPECS = {
    "branch": Key(TEXT, 'branch = "origin/main"'),
    "places": Key(TEXTS, 'places = ["docs/specs/approved/*.md"]'),
    "status": Key(TEXT, "status = '^Status: approved$'"),
}

DATABASE = {
    "since": Key(TEXT, 'since = "29.0.0"'),
    "models": Key(TEXT, 'models = "shop.models:Base.metadata"'),
    "permits": Key(
        TABLES,
        '[[tool.coldframe.database.permits]]\nrevision = "6941ce70131e"\n'
        'table = "standardattributes"\nreason = "Every resource has a row there."\n'
        "clean_up = \"DELETE FROM standardattributes WHERE resource_type LIKE 'firewall_%'\"",
    ),
    "rewrites": Key(
        TABLES,
        '[[tool.coldframe.database.rewrites]]\nrevision = "3c5a"\ntable = "beds"\n'
        'columns = ["name"]\nsql = "upper(name)"\nreason = "Names are signs now."',
    ),
}

PROVE = {
    "tests": Key(TEXT, 'tests = "python -m pytest tests/unit"'),
    "off": Key(TEXTS, 'off = ["compatible"]'),
    "reliable": Key(TABLE, "reliable = { runs = 100, pass_rate = 0.95 }"),
    "scalable": Key(TABLE, 'scalable = { bound = "n", overhead = 0.1 }'),
    "usable": Key(TABLE, "usable = { documented = 0.9 }"),
    "reversible": Key(TABLE, "reversible = { databases = 2 }"),
    "kept_apart": Key(TABLE, "kept_apart = { absent = true }"),
    "compatible": Key(TABLE, "compatible = { releases = 2 }"),
    "accepted": Key(TABLE, "accepted = { reviews = 2, approvals = 1, adopters = 3 }"),
}

# What each criterion asks for; the defaults stand in `settings_prove`.
DEMANDS = {
    "reliable": {
        "runs": Key(NUMBER, "runs = 30"),
        "days": Key(DECIMAL, "days = 14"),
        "pass_rate": Key(DECIMAL, "pass_rate = 0.9"),
        "confidence": Key(DECIMAL, "confidence = 0.95"),
        "flakes": Key(DECIMAL, "flakes = 0"),
        "coverage": Key(DECIMAL, "coverage = 0.8"),
    },
    "scalable": {
        "bound": Key(TEXT, 'bound = "n log n"', ("1", "log n", "n", "n log n", "n^2", "n^3")),
        "tolerance": Key(DECIMAL, "tolerance = 0.1"),
        "overhead": Key(DECIMAL, "overhead = 0.05"),
        "sizes": Key(NUMBER, "sizes = 4"),
        "confidence": Key(DECIMAL, "confidence = 0.95"),
    },
    "usable": {"documented": Key(DECIMAL, "documented = 0.9")},
    "reversible": {"databases": Key(NUMBER, "databases = 2")},
    "kept_apart": {"absent": Key(FLAG, "absent = true")},
    "compatible": {"releases": Key(NUMBER, "releases = 2")},
    "accepted": {
        "reviews": Key(DECIMAL, "reviews = 2"),
        "approvals": Key(DECIMAL, "approvals = 1"),
        "adopters": Key(DECIMAL, "adopters = 3"),
    },
}

COMPAT = {
    "snapshots": Key(TEXT, 'snapshots = "stable-surfaces"'),
    "rules": Key(
        TABLE,
        '[tool.coldframe.compat.rules]\nresponse_enum_value_added = "warning"',
        ("error", "warning", "info", "off"),
    ),
    "accepted": Key(
        TABLES,
        '[[tool.coldframe.compat.accepted]]\nrule = "operation_removed"\n'
        'subject = "GET /plots/*"\nreason = "Nobody has called it for a year."\n'
        'until = "4.0.0"',
    ),
}

ACCEPTED = {
    "rule": Key(TEXT, 'rule = "operation_removed"'),
    "subject": Key(TEXT, 'subject = "GET /plots/*"'),
    "reason": Key(TEXT, 'reason = "Nobody has called it for a year."'),
    "until": Key(TEXT, 'until = "4.0.0"'),
    "pointer": Key(TEXT, 'pointer = "#/paths/~1plots*"'),
    "place": Key(TEXT, 'place = "api/openapi.yaml"'),
}

PERMIT = {
    "revision": Key(TEXT, 'revision = "6941ce70131e"'),
    "table": Key(TEXT, 'table = "standardattributes"'),
    "reason": Key(TEXT, 'reason = "Every resource has a row there."'),
    "clean_up": Key(TEXT, 'clean_up = "DELETE FROM plants WHERE kind = 7"'),
}

REWRITE = {
    "revision": Key(TEXT, 'revision = "3c5a"'),
    "table": Key(TEXT, 'table = "beds"'),
    "columns": Key(TEXTS, 'columns = ["name"]'),
    "to": Key(TEXT, 'to = "plots"'),
    "sql": Key(TEXT, 'sql = "upper(name)"'),
    "reason": Key(TEXT, 'reason = "Names are signs now."'),
}

EXCEPTION = {
    "rule": Key(TEXT, 'rule = "stable_imports_preview"'),
    "place": Key(TEXT, 'place = "shop/plugins.py"'),
    "reason": Key(TEXT, 'reason = "Goes away with the new loader."'),
    "expires": Key(TEXT, 'expires = "4.0.0"'),
    "feature": Key(TEXT, 'feature = "loyalty"'),
    "text": Key(TEXT, 'text = "import loyalty"'),
}
