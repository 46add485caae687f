"""What a feature has to say of itself: declarations, settings and pages, inferred and written."""
