#!/bin/sh
DRIVER=shop.gifts.cards.Card
iniset $CONF DEFAULT driver shop.gifts.cards.Card
iniset_multiline $CONF service_providers service_provider GIFT:cards:shop.gifts.cards.Card:default
python -c "from shop.gifts import cards"
find shop/gifts -name '*.pyc' -delete
for f in $BASE/shop/gifts/cards.py ${TOP}/shop/gifts/*.py; do echo $f; done
