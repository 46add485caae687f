#!/bin/sh
python -m acme.shop.labs.wall.brick
