"""Users can see that a feature is a preview."""
