"""What is promised: declarations, settings, release calendar, deadlines, the label's wording."""
