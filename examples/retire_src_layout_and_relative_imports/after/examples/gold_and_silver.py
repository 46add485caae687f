from shop.preview.gold import Gold
from shop.preview.silver import Silver

print(Gold(), Silver())
