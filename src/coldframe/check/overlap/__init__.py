"""What a feature claims is its own, and what one does leaves the others alone."""
