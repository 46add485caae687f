"""Pricing

Prices that follow the weather.
"""
