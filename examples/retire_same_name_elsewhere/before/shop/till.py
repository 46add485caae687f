import gold
from shop import gold as ours
from shop.gold import preview

TOTAL = gold.RATE + ours.RATE + preview.RATE
