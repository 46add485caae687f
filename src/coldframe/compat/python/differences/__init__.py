"""What differs between two surfaces of Python, as rules call it."""
