"""What a feature shows to others, and whether that is documented and stays."""
