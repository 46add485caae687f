"""The watering."""
