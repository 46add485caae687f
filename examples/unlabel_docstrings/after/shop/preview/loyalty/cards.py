"""Cards.

The levels are documented elsewhere.
"""

from cliff.command import Command


class Card:
    """A card.

    It has a level.
    """

    def level(self) -> int:
        """The level of the card."""
        return 1  # still in preview: see the spec

    def points(self) -> int:
        '''The points.'''
        raise NotImplementedError("points are a preview feature")


class ShowCard(Command):
    """Show a card."""

    _description = "Show a card"


def old() -> None:
    """This is a preview of the card that would be printed."""
