"""Nothing commits between two changes of one revision."""

from __future__ import annotations

from planted.case import TABLES, Case

DRY = 'op.execute("UPDATE beds SET wet = 0 WHERE id = 1")'
NAME = "op.execute(\"UPDATE beds SET name = 'b' WHERE id = 1\")"
SESSION = 'session = sa.orm.Session(bind=op.get_bind())\n    session.execute(sa.text("UPDATE beds SET wet = 0 WHERE id = 1"))\n    session.commit()'

FAULTS = (
    Case("a session", {**TABLES, "003": f"{SESSION}\n    {NAME}"}),
    Case("the connection", {**TABLES, "003": f"{DRY}\n    op.get_bind().commit()\n    {NAME}"}, ("sqlite", "mariadb", "postgresql")),
    Case("SQL", {**TABLES, "003": f'{DRY}\n    op.execute("COMMIT")\n    {NAME}'}, ("mariadb", "postgresql")),
    Case("an autocommit block", {**TABLES, "003": f"{DRY}\n    with op.get_context().autocommit_block():\n        {NAME}"}, ("mariadb", "postgresql")),
    Case("where there are rows", {**TABLES, "003": f"{DRY}\n    if op.get_bind().execute(sa.text('SELECT 1 FROM beds WHERE id = -5')).first():\n        op.get_bind().commit()\n    {NAME}"}),
)  # fmt: skip

NEAR_MISSES = (
    Case("at the end", {**TABLES, "003": f"{NAME}\n    {SESSION}"}),
    Case("a block alone", {**TABLES, "003": f"with op.get_context().autocommit_block():\n        {NAME}"}, ("mariadb", "postgresql")),
    Case("a session that is only flushed", {**TABLES, "003": f"{SESSION.replace('commit', 'flush')}\n    {NAME}"}),
    Case("commit of something else", {**TABLES, "003": f"class Git:\n        def commit(self, what):\n            return what\n    {DRY}\n    Git().commit('x')\n    {NAME}"}),
)  # fmt: skip
