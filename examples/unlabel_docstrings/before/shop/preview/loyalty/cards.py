"""Cards.

Loyalty is a preview feature: it is off by default, and may change or be removed in any
release.

The levels are documented elsewhere.
"""

from cliff.command import Command


class Card:
    """A card (preview).

    .. warning::

       This class is experimental and may change in any release.

    It has a level.
    """

    def level(self) -> int:
        """Experimental. The level of the card."""
        return 1  # still in preview: see the spec

    def points(self) -> int:
        '''[preview] The points.'''
        raise NotImplementedError("points are a preview feature")


class ShowCard(Command):
    """Show a card.

    This command is a preview.
    """

    _description = "[preview] Show a card"


def old() -> None:
    """This is a preview of the card that would be printed."""
