"""Programs of which nothing but the name could be read."""

from __future__ import annotations

from coldframe.compat.commands.entry import Commands


def unread(base: Commands, head: Commands) -> tuple[str, ...]:
    """A note on the programs of both that could not be read on one side; none if there is none.

    Of these no option is ever told to be gone, and silence would look like a promise.
    """
    sides = [{each.name: _is_read(each.name, all_) for each in all_.all} for all_ in (base, head)]
    both = sorted(sides[0].keys() & sides[1].keys())
    names = [name for name in both if not (sides[0][name] and sides[1][name])]
    if not names:
        return ()
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (
        f"What these programs take could not be read, and was not compared: "
        f"{', '.join(names[:5])}{more}.",
    )


def _is_read(name: str, commands: Commands) -> bool:
    """Whether it takes anything that is known, or certainly takes nothing."""
    return any(
        each.arguments or each.tool or (each.whole and each.closed)
        for each in commands.all
        if each.name == name or each.name.startswith(f"{name} ")
    )
