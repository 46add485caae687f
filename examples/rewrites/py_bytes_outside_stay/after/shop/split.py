from shop.preview import (  # é
    gifts,
)
from shop import loyalty
x = 1	


