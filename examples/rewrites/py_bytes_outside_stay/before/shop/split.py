from shop.preview import (  # é
    gifts,
    loyalty,
)
x = 1	


