python -m shop_gifts.cards
tools/only.sh $SHOP/tools/check.sh
