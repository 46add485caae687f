"""What is not stable yet."""
