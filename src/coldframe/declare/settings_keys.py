"""Every key that settings may contain, with what it takes and an example.

``docs/settings.md`` describes them; a test holds the two together.
"""

from __future__ import annotations

from coldframe.declare.entries import FLAG, LIST, NUMBER, TABLE, TABLES, TEXT, TEXTS, Key

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
