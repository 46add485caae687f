from shop.preview.loyalty cimport fast
cimport shop.preview.loyalty.fast
from shop.preview cimport loyalty
X = shop.preview.loyalty.fast.total(1)
