from shop.loyalty cimport fast
cimport shop.loyalty.fast
from shop cimport loyalty
X = shop.loyalty.fast.total(1)
