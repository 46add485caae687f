"""What is promised: declarations, settings, the release calendar, deadlines, the label's wording."""
