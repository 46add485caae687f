"""What the commands for operators have in common: which database, and where its address is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.operate.address import Address


def add_site_arguments(parser: ArgumentParser, what: str) -> None:
    """The database, the tree, and how to reach both."""
    add = parser.add_argument
    add(
        "places",
        nargs="*",
        metavar="DATABASE_URL",
        help=f"{what}; then PATH: anywhere in the host's tree (default: here)",
    )
    add(
        "--database-from",
        default="",
        metavar="SOURCE",
        help="a file with the URL in it, or env:VARIABLE: passwords stay off the command line",
    )
    add(
        "--scratch",
        default="",
        metavar="URL",
        help="a server on which a scratch database may be made (default: SQLite, in a file)",
    )
    add(
        "--scratch-from",
        default="",
        metavar="SOURCE",
        help="where that URL is: a file, or env:VARIABLE",
    )
    add(
        "--python",
        default="",
        metavar="PATH",
        help="the interpreter in which the host is installed (default: its .venv, else this one)",
    )


def database(arguments: Namespace) -> Address:
    """The address of the site's database; sets ``arguments.path``.

    Raises Mistake when there is none, or two.
    """
    from coldframe.operate.address import address, address_from

    words = list(arguments.places)
    said = words.pop(0) if words and ":" in words[0] and not arguments.database_from else ""
    if any("://" in word for word in words):
        raise Mistake(
            "there are two databases" if said or arguments.database_from else "the path comes last",
            "Name one database, then the path of the host's tree.",
        )
    if len(words) > 1:
        raise Mistake(
            f"{words[1]!r} is one word too many", "Name the database, then the path of the tree."
        )
    arguments.path = words[0] if words else "."
    if arguments.database_from:
        return address_from(arguments.database_from)
    if not said:
        raise Mistake(
            "no database is named",
            "Give its URL first, or where it is: --database-from FILE, --database-from env:NAME",
        )
    return address(said)


def scratch(arguments: Namespace) -> Address | None:
    """The server for scratch databases, if one is named."""
    from coldframe.operate.address import address, address_from

    if arguments.scratch and arguments.scratch_from:
        raise Mistake("--scratch and --scratch-from name two servers", "Leave one of them out.")
    if arguments.scratch_from:
        return address_from(arguments.scratch_from)
    if arguments.scratch in ("", "sqlite"):
        return None
    return address(arguments.scratch)
