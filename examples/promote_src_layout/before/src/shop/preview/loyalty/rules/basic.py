from ....money import EUR

FACTOR = EUR
