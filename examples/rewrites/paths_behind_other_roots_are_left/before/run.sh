cp /opt/other/shop/preview/gifts/cards.py .
cat vendor/shop/preview/gifts/cards.py
cat /shop/preview/gifts/cards.py
