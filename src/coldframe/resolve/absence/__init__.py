"""What is left out of a tree to try it without a feature, and what that shows."""
