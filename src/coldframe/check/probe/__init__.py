"""What importing a feature does to the process (opt-in: it runs the host's code)."""
