"""Coupons as they have always been."""
