"""One planted case: a little host with a list of migrations, and what is (not) wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from databases import SERVERS
from gardens import ENV, migrated_garden
from hosts import commit_all, write

# Two stable tables with what rules look at, and one of the preview feature ``watering``.
BEDS = 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(40)), sa.Column("wet", sa.Integer))'
WATER = 'op.create_table("water_plans", sa.Column("id", sa.Integer, primary_key=True), sa.Column("litres", sa.Integer))'
TABLES = {"001": BEDS, "002": WATER}


class Case(NamedTuple):
    """A garden whose revisions have these bodies of ``upgrade``, by id, in order.

    ``headers`` replace the line of a revision that begins with the same name
    (``{"003": {"down_revision": None}}``); ``files`` are added.  ``released`` is what the tag
    1.0.0 had instead of ``revisions``; without it there is no tag.  ``engines`` are those on
    which a fault shows, or on which a near miss is tried.
    """

    name: str
    revisions: dict[str, str]
    engines: tuple[str, ...] = SERVERS
    headers: dict[str, dict[str, object]] = {}
    files: dict[str, str] = {}
    released: dict[str, str] | None = None
    feature: str = 'title = "Watering"\n[claims]\ntables = ["water_*"]\n'
    rule: str = ""
    fault: bool = True

    def plant(self, root: Path) -> Path:
        """The host, as a repository in ``root``."""
        if self.released is not None:
            self._write(root, self.released, {})
            commit_all(root, tag="1.0.0", day="2024-01-01")
            for path in (root / "garden/migrations/versions").glob("*.py"):
                path.unlink()
        self._write(root, self.revisions, self.files)
        commit_all(root, day="2024-02-01")
        return root

    def _write(self, root: Path, revisions: dict[str, str], files: dict[str, str]) -> None:
        declaration = {"garden/preview/watering/preview.toml": self.feature}
        migrated_garden(root, revisions, **{**declaration, **files})
        for identity, headers in self.headers.items():
            path = root / f"garden/migrations/versions/{identity}.py"
            if path.exists():
                lines = path.read_text(encoding="utf-8").splitlines()
                for name, value in headers.items():
                    lines = [
                        f"{name} = {value!r}" if line.startswith(f"{name} =") else line
                        for line in lines
                    ]
                write(root, {path.relative_to(root).as_posix(): "\n".join(lines) + "\n"})


def own_environment(folder: str, bodies: dict[str, str]) -> dict[str, str]:
    """The files of another list of migrations in ``folder``."""
    from gardens import REVISION

    files = {f"{folder}/env.py": ENV}
    down = None
    for identity, body in bodies.items():
        files[f"{folder}/versions/{identity}.py"] = REVISION.format(
            id=identity, down=down, body=body
        )
        down = identity
    return files
