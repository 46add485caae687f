#!/bin/sh
exec python -m shop.preview.cards "$@"
