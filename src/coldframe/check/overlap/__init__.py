"""What a feature claims is its own."""
