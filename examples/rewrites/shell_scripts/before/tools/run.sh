#!/bin/sh
DRIVER=shop.preview.gifts.cards.Card
iniset $CONF DEFAULT driver shop.preview.gifts.cards.Card
iniset_multiline $CONF service_providers service_provider GIFT:cards:shop.preview.gifts.cards.Card:default
python -c "from shop.preview.gifts import cards"
find shop/preview/gifts -name '*.pyc' -delete
for f in $BASE/shop/preview/gifts/cards.py ${TOP}/shop/preview/gifts/*.py; do echo $f; done
