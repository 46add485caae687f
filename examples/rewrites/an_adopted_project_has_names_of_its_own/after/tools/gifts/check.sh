python -m shop.preview.gifts.cards
tools/gifts/only.sh $SHOP/tools/check.sh
