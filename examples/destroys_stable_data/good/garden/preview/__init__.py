"""Preview features of the garden."""
