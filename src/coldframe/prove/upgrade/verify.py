"""Proves on real databases that an upgrade keeps stable data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake
from coldframe.prove.upgrade.passage import MODES, Asked, Trouble, passage
from coldframe.prove.upgrade.secrets import scrubbed, secrets_of
from coldframe.prove.upgrade.verdict import ON, Passage, Verdict

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.host import Host

ROWS = 5
PATIENCE = 60.0


def verify(
    start: str = ".",
    *,
    databases: Sequence[str] = (),
    rows: int = ROWS,
    of: Mapping[str, int] | None = None,
    patience: float = PATIENCE,
    progress: Callable[[str], None] = lambda doing: None,
) -> Verdict:
    """Walk every revision of the host around ``start`` with rows in all tables, and compare.

    On a scratch database per entry of ``databases`` (``sqlite``, also when there is none, or the
    URL of a server), with all previews on, off, and on/off/on; nothing is downgraded.  Every
    table gets ``rows`` made-up rows, and as many as ``of`` says for its name.  This executes
    the host's code.  ``patience`` is how many seconds a lock of another client is waited for.

    Raises Mistake for what the user has to put right first, for a lost connection, a full disk and
    a lock that does not go away; no password is in it, nor in the verdict.
    """
    from coldframe.check.database.scratch import EMBEDDED

    servers = tuple(dict.fromkeys(databases or (EMBEDDED,)))
    secrets = secrets_of(servers)
    try:
        verdict = _verify(start, servers, rows, dict(of or {}), patience, progress)
    except Mistake as mistake:
        raise Mistake(
            scrubbed(mistake.what, secrets),
            scrubbed(mistake.remedy, secrets),
            mistake.path,
            mistake.line,
        ) from None
    cleaned: Verdict = scrubbed(verdict, secrets)
    return cleaned


def _verify(
    start: str,
    servers: Sequence[str],
    rows: int,
    of: dict[str, int],
    patience: float,
    progress: Callable[[str], None],
) -> Verdict:
    from coldframe.check.database.environment import environments
    from coldframe.check.database.walk import forgetting
    from coldframe.check.discovery import open_host
    from coldframe.prove.upgrade.releases import starts

    host = open_host(start)
    listed = environments(host)
    if not listed:
        raise Mistake(
            "there are no migrations here",
            "Run it where an env.py of Alembic stands below, with revisions beside it.",
        )
    progress("reading the releases")
    known = starts(host, listed)
    has_previews = any(each.feature for each in listed) or any(
        declaration.claims.tables for _, declaration in host.declared
    )
    found: list[Passage] = []
    with forgetting(host.tree.root):
        for server in servers:
            refusing: dict[str, str] = {}
            for previews in MODES if has_previews else (ON,):
                asked = Asked(rows, of, known, progress, refusing)
                found.append(_on(host, server, listed, previews, asked, patience))
                if found[-1].stopped is not None:
                    break  # it stops there whatever is on
    _note_idle(host, found)
    return Verdict(tuple(found), tuple(host.notes))


def _on(
    host: Host,
    server: str,
    listed: Sequence[Environment],
    previews: str,
    asked: Asked,
    patience: float,
) -> Passage:
    from sqlalchemy.exc import SQLAlchemyError

    from coldframe.check.database.scratch import said, scratch, title
    from coldframe.check.database.trouble import told, trouble

    name = server.partition(":")[0]
    try:
        with scratch(server) as engine:
            name = title(engine)
            _be_patient(engine, patience)
            return passage(host, engine, listed, previews, asked)
    except Trouble as error:
        raise told(name, error.failure.trouble, error.doing, error.failure.why) from None
    except (SQLAlchemyError, OSError) as error:
        raise told(name, trouble(error), "rows were read or made", said(error)) from None


def _be_patient(engine: Engine, seconds: float) -> None:
    """Let every connection wait that long for a lock, and no longer."""
    from sqlalchemy import event

    whole = max(1, round(seconds))
    statements = {
        "sqlite": [f"PRAGMA busy_timeout = {whole * 1000}"],
        "postgresql": [f"SET lock_timeout = {whole * 1000}"],
    }.get(
        engine.dialect.name,
        [f"SET SESSION lock_wait_timeout = {whole}, innodb_lock_wait_timeout = {whole}"],
    )

    def connected(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        connection.commit()  # else PostgreSQL takes it back with the first transaction

    engine.dispose()
    event.listen(engine, "connect", connected)


def _note_idle(host: Host, found: Sequence[Passage]) -> None:
    """Rewrites that nothing needed, where the whole list has run."""
    if any(each.stopped for each in found):
        return
    used = {change.declared for each in found for step in each.steps for change in step.changes}
    used |= {each for passage in found for each in passage.followed}
    refused = {step.revision for each in found for step in each.steps if step.refused}
    for each in host.settings.database.rewrites:
        if each not in used and not (each.table == "*" and each.revision in refused):
            host.notes.append(
                f"{each.path}:{each.line}: {each.revision} does not change {each.table}"
                f"{''.join(f'.{column}' for column in each.columns[:1])}: take this rewrite out"
            )
