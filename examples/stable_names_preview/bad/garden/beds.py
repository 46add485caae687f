"""The beds of the garden."""

SCHEDULE = "garden.preview.watering.Schedule"
