"""Rows that a lost server still owes are not waited for.

PyMySQL (1.2 at least) reads the rest of a result that was not read to its end when the result is
closed or collected, without asking whether there still is a connection.  Then Python writes a
traceback on stderr, at any later time and in the middle of anything, on top of what we say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine, ExceptionContext


def forget_unread(engine: Engine) -> None:
    """Let results on ``engine`` end with the connection that they came from."""
    from sqlalchemy import event

    if engine.dialect.driver != "pymysql":
        return

    @event.listens_for(engine, "handle_error")
    def _lost(context: ExceptionContext) -> None:
        cursor = context.execution_context and context.execution_context.cursor
        if context.is_disconnect:
            _end(getattr(cursor, "_result", None))

    @event.listens_for(engine, "close")
    def _closed(connection: Any, record: Any) -> None:
        _end(getattr(connection, "_result", None))


def _end(result: Any) -> None:
    if result is not None:
        result.unbuffered_active = False
