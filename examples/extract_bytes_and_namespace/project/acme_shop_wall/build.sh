#!/bin/sh
python -m acme_shop_wall.brick
