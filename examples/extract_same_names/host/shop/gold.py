"""The price of the metal."""

OUNCE = 31.1
