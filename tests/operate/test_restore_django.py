"""The plan for a site of Django, on the example, with a backup that is put back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from databases import server
from django_hosts import MIGRATION, run_python
from hosts import EXAMPLES, commit_all, write
from sqlalchemy import create_engine, text

from coldframe.check.database.scratch import scratch as scratch_database


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_plan_for_a_site_names_the_losses_and_keeps_them(engine: str, tmp_path: Path) -> None:
    root = tmp_path / "host"
    shutil.copytree(EXAMPLES / "migrations_django", root)
    with deployed(engine, root) as (site, url):
        write(root, {"shop/settings.py": (root / "shop/settings.py").read_text() + site})
        commit_all(root)
        ran = run_python(root, "manage.py", "migrate")
        assert ran.returncode == 0, ran.stderr
        engine_there = create_engine(url)
        with engine_there.begin() as there:
            there.execute(text("INSERT INTO loyalty_points (order_id, points) VALUES (1, 7)"))
        needs = '[("{}", "{}"), ("auth", "0012_alter_user_first_name_max_length")]'
        write(
            root,
            {
                "shop/preview/loyalty/migrations/0002_gone.py": MIGRATION.format(
                    needs=needs.format("loyalty", "0001_points"),
                    operations='migrations.DeleteModel("Points")',
                ),
                "shop/orders/migrations/0003_tip.py": MIGRATION.format(
                    needs=needs.format("orders", "0002_note"),
                    operations='migrations.AddField("order", "tip", models.IntegerField(null=True))',
                ),
            },
        )
        scratch = [] if engine == "sqlite" else ["--scratch", server(engine)]
        words = ["-m", "coldframe", "migrations", "plan", url, *scratch]
        done = run_python(root, *words, "--backup", str(tmp_path / "kept"))
        printed = done.stdout + done.stderr
        assert "loyalty.0002_gone" in printed and "orders.0003_tip" in printed, printed
        assert "orders.0002_note" in printed.partition("Revisions")[0], printed
        assert "loyalty_points" in printed and "stops on" not in printed, printed
        assert "add column tip" in printed, printed
        ran = run_python(root, "manage.py", "migrate")
        assert ran.returncode == 0, ran.stderr
        done = run_python(root, *words)
        assert done.returncode == 0 and "0002_gone" not in done.stdout.partition("\n\n")[2]
        run_python(root, "manage.py", "migrate", "loyalty", "0001")  # the empty table again
        done = run_python(
            root, "-m", "coldframe", "migrations", "restore", "--apply", str(tmp_path / "kept"), url
        )
        assert done.returncode == 0, done.stdout + done.stderr
        with engine_there.begin() as there:
            assert there.scalar(text("SELECT points FROM loyalty_points")) == 7
            there.execute(
                text(
                    "INSERT INTO django_migrations (app, name, applied)"
                    " VALUES ('orders', '0009_later', '2026-01-01')"
                )
            )
        engine_there.dispose()
        done = run_python(root, *words)
        assert done.returncode == 2 and "has run orders.0009_later" in done.stderr


@contextmanager
def deployed(engine: str, root: Path) -> Iterator[tuple[str, str]]:
    """The settings of a database of one's own, as text, and its URL."""
    if engine == "sqlite":
        yield "", f"sqlite:///{root}/shop.db"
        return
    with scratch_database(server(engine)) as made:
        url = made.url
        said = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.database,
            "USER": url.username,
            "PASSWORD": url.password or "",
            "HOST": url.host,
            "PORT": url.port,
        }
        yield f"DATABASES = {{'default': {said!r}}}\n", url.render_as_string(hide_password=False)
