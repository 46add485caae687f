from shop.preview_tools import gold
from shop.preview_tools.gold import TOOL

print(gold, TOOL)
