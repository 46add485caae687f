from shop import preview
from shop.preview import print, match, list as lists
from shop.preview.print import print as say, type
from shop.preview.print.type import type as kind
from .preview.match import case, _
import shop.preview.list.set

print(list, match.case)
list(set(()))
lists.set
match (print):
    case match.case:
        pass
print.print("shop.preview.print")
there = preview.match, preview.list.set, preview.print
kind = shop.preview.list.set
NAMES = ["shop.preview.match", "print", "shop.preview.list.set:X", "shop.preview.listing", "match"]
