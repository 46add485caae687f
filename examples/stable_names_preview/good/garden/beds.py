"""The beds of the garden, shown with a preview of their colours."""

SCHEDULE = "garden.schedules.Daily"
