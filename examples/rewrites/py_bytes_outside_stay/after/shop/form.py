x = 1

import  shop.loyalty   # two  blanks
