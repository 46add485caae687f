"""Work around the code: the demo, the real hosts, the scaffold for a new rule."""
