class Card:
    colour = 'yellow'
