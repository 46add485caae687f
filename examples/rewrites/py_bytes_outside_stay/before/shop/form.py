x = 1

import  shop.preview.loyalty   # two  blanks
