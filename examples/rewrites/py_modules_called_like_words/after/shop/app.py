from shop import preview
from shop.preview.set import set as preview_set
from shop.preview import set as lists
from shop import print, type as match
from shop.print import print as say, type
from shop.print.type import type as kind
from .type import case, _
import shop.preview.set.set

print(list, match.case)
list(set(()))
lists.set
match (print):
    case match.case:
        pass
print.print("shop.print")
there = match, preview_set, print
kind = shop.preview.set.set
NAMES = ["shop.type", "print", "shop.preview.set.set:X", "shop.preview.listing", "match"]
