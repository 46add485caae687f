from cards import points as own
import cards as loyalty

loyalty.points
