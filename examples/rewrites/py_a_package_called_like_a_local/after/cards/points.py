from cards import points as own
import cards

cards.points
