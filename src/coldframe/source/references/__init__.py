"""Every place in a tree that reaches, or names, one of the given modules."""
