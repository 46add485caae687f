#!/bin/sh
exec python -m shop_cards "$@"
