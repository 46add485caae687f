"""How it begins and ends: plans, and the one writer that applies them."""
