"""Drones

Parcels that fly.
"""
