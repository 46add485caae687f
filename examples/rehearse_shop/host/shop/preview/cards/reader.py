"""Reads a card."""

from shop.preview.gold import RATE

READS = RATE > 0
